import { failureText } from '../../src/service/interface.ts';
import { checked } from './checked-run.ts';
import type { Story } from './story.ts';
import type { Tally } from './tally.ts';
import type { RunStory, Teller } from './tell-story.ts';
import { isExplained } from './why-blocked.ts';

/** The end of a story, when all is quiet: an apply converges, or is refused for a reason; and it can be undone. */
export async function settleStory(story: Story, teller: Teller, tally: Tally): Promise<void> {
  const last = story.steps.findLast((step) => step.do === 'apply')?.file ?? 0;
  const file = story.files[last % story.files.length] ?? {};
  const quiet = { strikes: [], journalKill: null };
  const told = await checked({ ...quiet, what: { file } }, teller, tally);
  const { violations } = teller;
  for (const code of refusals(told)) tally.count(`refused by ${code}`);
  violations.push(...notConverged(told, file));
  if (told.ending.kind === 'killed' || told.ending.report === null) return;
  const again = await teller.plan(file, []);
  if (again?.kind !== 'in-sync') violations.push(`a plan after a quiet apply is ${again?.kind}`);
  await checked({ ...quiet, what: { undo: told } }, teller, tally);
}

function refusals({ ending }: RunStory): readonly string[] {
  if (ending.kind === 'killed' || ending.planned.kind !== 'blocked') return [];
  return ending.planned.plan.findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);
}

function notConverged({ ending }: RunStory, file: object): readonly string[] {
  if (ending.kind === 'killed') return ['a quiet apply was killed'];
  const { planned, report } = ending;
  switch (planned.kind) {
    case 'in-sync':
      return [];
    case 'failed':
      return [`a quiet plan could not be made: ${planned.failures.map(failureText).join('; ')}`];
    case 'blocked':
      return planned.plan.findings
        .filter(({ severity, code }) => severity === 'refuse' && !isExplained(code, file))
        .map(({ code, target, message }) => `refused by ${code} (${target}) for no reason of this world: ${message}`);
    case 'ready':
      return report?.result === 'done'
        ? []
        : [`a quiet apply ended as ${report?.result}: ${report?.stoppedBy?.message}`];
  }
}
