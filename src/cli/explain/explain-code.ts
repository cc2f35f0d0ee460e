import guardPages from '../../generated/guard-pages.json' with { type: 'json' };
import { exitCodeMeanings } from './exit-code-meanings.ts';
import type { Explanation } from './explanation.ts';
import problemCodes from './problem-codes.json' with { type: 'json' };

const problems: ReadonlyMap<string, string> = new Map(Object.entries(problemCodes));
const pages = new Map(Object.entries(guardPages));

/** Every code that a finding or a problem may carry, with its sentence. */
export const codeSentences: ReadonlyMap<string, string> = new Map([
  ...problems,
  ...[...pages].map(([code, { says }]) => [code, says] as const),
]);

/** A code of a finding, a problem, or an exit code; undefined when it is none of them. */
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
const yamlSyntax = 'The file is not sound YAML at this place: look at the line and at the one before it.';

function explainProblem(code: string): Explanation | undefined {
  const says = problems.get(code) ?? (/^yaml-[a-z-]{1,40}$/.test(code) ? yamlSyntax : undefined);
  if (says === undefined) return undefined;
  return {
    topic: 'problem',
    name: code,
    says,
    facts: [['cure', 'stands below the problem, with its place']],
    sections: [],
  };
}
