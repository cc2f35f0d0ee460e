import type { Problem } from '../../model/finding.ts';
import type { Report } from './report.ts';
import { countOf } from './words.ts';

/** Problems, in the common form of all formats; `file` is the input of the command. */
export function problemsReport(file: string, problems: readonly Problem[], kind: Report['kind']): Report {
  return {
    kind,
    title: `Problems with ${file}`,
    subject: file,
    verdict: {
      level: 'failed',
      text: `${countOf(problems.length, 'problem')}: the command ended without a result.`,
    },
    facts: [],
    columns: [],
    groups: [],
    findings: problems.map(({ code, message, cure, source }) => ({
      code,
      severity: 'refuse',
      message,
      target: file,
      source,
      cure: cure === '' ? [] : [cure],
    })),
    sections: [],
    digest: null,
  };
}
