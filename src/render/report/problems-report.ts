import type { Problem } from '../../model/finding.ts';
import type { Report } from './report.ts';
import { countOf } from './words.ts';

/** What is wrong, in the one form that all formats show; `file` is what the command was to work on. */
export function problemsReport(file: string, problems: readonly Problem[], kind: Report['kind']): Report {
  return {
    kind,
    title: `Problems with ${file}`,
    subject: file,
    verdict: {
      level: 'failed',
      text: `${countOf(problems.length, 'problem')}: the command ended before it had a result.`,
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
