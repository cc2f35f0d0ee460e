import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// From the longest on, as measured. Only the order of files hangs on it: one that is missing here begins later.
const longest = [
  'test/browser/every-page.test.ts',
  'test/browser/report-page.test.ts',
  'test/scenarios/built-program-1.test.ts',
  'test/scenarios/built-program-2.test.ts',
  'test/lifecycle/commands/command-stories.law.test.ts',
  'test/ci/plan-action.test.ts',
  'test/lifecycle/stories.law.test.ts',
  'test/laws/canary.law.test.ts',
  'test/config/laws.test.ts',
  'test/render/linear.test.ts',
  'test/reliability/fault-matrix.test.ts',
  'test/docs/reference.test.ts',
  'test/ci/example-steps.test.ts',
  'test/service/client/timeouts.test.ts',
  'test/cli/timeout.test.ts',
];

/**
 * Begins with the files that take longest, project by project. Vitest does so itself from the second run on; in a fresh clone
 * it begins with the largest files, and a worker is left alone with a long one at the end of each project.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = longest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return rank === -1 ? longest.length : rank;
    };
    return sorted.toSorted(
      (a, b) => projects.indexOf(a.project) - projects.indexOf(b.project) || rankOf(a) - rankOf(b),
    );
  }
}
