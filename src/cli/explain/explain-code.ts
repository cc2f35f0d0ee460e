import guardPages from '../../generated/guard-pages.json' with { type: 'json' };
import type { Explanation } from './explanation.ts';
import problemCodes from './problem-codes.json' with { type: 'json' };

const problems: ReadonlyMap<string, string> = new Map(Object.entries(problemCodes));
const pages = new Map(Object.entries(guardPages));

/** Every code of a finding or a problem, with its explanation. */
export const codeSentences: ReadonlyMap<string, string> = new Map([
  ...problems,
  ...[...pages].map(([code, { says }]) => [code, says] as const),
]);

/** Explains a code of a finding, a problem, or an exit code; undefined for other words. */
export function explainCode(code: string): Explanation | undefined {
  return explainExitCode(code) ?? explainFinding(code) ?? explainProblem(code);
}

function explainExitCode(code: string): Explanation | undefined {
  const says = exitCodeMeanings.get(code);
  return says === undefined ? undefined : { topic: 'exit code', name: code, says, facts: [], sections: [] };
}

function explainFinding(code: string): Explanation | undefined {
  const page = pages.get(code);
  if (page === undefined) return undefined;
  const { says, severity, override, fires, cure } = page;
  return {
    topic: 'finding',
    name: code,
    says,
    facts: [
      ['severity', severity],
      [
        'override',
        override.startsWith('allow')
          ? 'an entry under `allow:` of the file, with a target, a day and a reason'
          : override,
      ],
    ],
    sections: [
      { title: 'When it fires', paragraphs: fires },
      { title: 'What to do', paragraphs: cure },
    ],
  };
}

// The parser of YAML has codes of its own.
const yamlSyntax = 'The file is not valid YAML at this location: check the line and the one before it.';

function explainProblem(code: string): Explanation | undefined {
  const says = problems.get(code) ?? (/^yaml-[a-z-]{1,40}$/.test(code) ? yamlSyntax : undefined);
  if (says === undefined) return undefined;
  return {
    topic: 'problem',
    name: code,
    says,
    facts: [['cure', 'printed below the problem, with its location']],
    sections: [],
  };
}

/** What the exit codes tell a script, by their numbers. */
export const exitCodeMeanings: ReadonlyMap<string, string> = new Map([
  ['0', 'Done, or no changes; for `plan` without --detailed-exitcode: a plan was made.'],
  ['1', 'An unexpected error, which is a bug of capstan: run it again with --verbose and report it.'],
  [
    '2',
    'Changes are pending (`plan --detailed-exitcode`, `drift`), or two sides differ (`compare`). Nothing went wrong.',
  ],
  ['3', '`drift`: settings drifted, or there is a difference of unknown origin (no baseline).'],
  ['4', '`drift`: drifted settings and pending changes, or a setting that changed on both sides.'],
  [
    '5',
    'A guard refuses the plan: nothing can be applied before the file changes. `capstan explain CODE` explains the guard.',
  ],
  [
    '6',
    'After a write was sent, check the result: `result` is partial, unknown, side-effects or unverified. `capstan runs latest` shows what was done, `capstan undo` reverses it.',
  ],
  [
    '7',
    'Before any write: the plan is stale or expired, or has another digest, API client or version. Make a new plan.',
  ],
  ['64', 'The command line is wrong, or there is no terminal for a confirmation and no --auto-approve.'],
  [
    '65',
    'The file is invalid, or a plan file has another version or was changed by hand. `capstan validate` lists every problem.',
  ],
  ['69', 'The service cannot be reached, or still fails after several tries.'],
  ['73', 'The journal or an output file cannot be written, or the lock cannot be taken.'],
  [
    '75',
    'Another run holds the lock of this application. The message says which one, and since when; run the command again after it ends.',
  ],
  ['77', 'The credentials are missing or refused, or their client lacks a feature, which the message names.'],
  ['130', 'The question was declined, or Ctrl-C ended the run.'],
  ['143', 'SIGTERM ended the run.'],
]);
