import { catalogue, impactOf, settings } from '../../catalogue/catalogue.ts';
import guardPages from '../../generated/guard-pages.json' with { type: 'json' };
import type { Json } from '../../leaf/json.ts';
import type { Direction, NumberDirection, SettingSpec } from '../../model/setting.ts';
import { visibleText } from '../../render/escape/visible-text.ts';
import type { Style } from '../../render/text/style.ts';
import { indented, widestOf, wrapText } from '../../render/text/wrap-text.ts';
import problemCodes from './problem-codes.json' with { type: 'json' };

/** What is known about one name, in the order of output. */
export type Explanation = {
  readonly topic: 'setting' | 'target' | 'finding' | 'problem' | 'exit code' | 'search';
  readonly name: string;
  readonly says: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
};

/** A label with its text. */
export type Fact = readonly [label: string, text: string];

type Section = { readonly title: string; readonly paragraphs: readonly string[] };

const indentColumns = 2;

/** An explanation for people. */
export function explanationText({ topic, name, says, facts, sections }: Explanation, style: Style): string {
  const head = [`${style.bold(visibleText(name))}  ${style.dim(topic)}`, ...paragraph(says, style)];
  const blocks = [
    head,
    factLines(facts, style),
    ...sections.map(({ title, paragraphs }) => [
      style.bold(title),
      ...paragraphs.flatMap((text) => paragraph(text, style)),
    ]),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function paragraph(text: string, style: Style): readonly string[] {
  return indented(wrapText(visibleText(text), style.width - indentColumns), indentColumns);
}

function factLines(facts: readonly Fact[], style: Style): readonly string[] {
  const column = widestOf(facts.map(([label]) => label)) + 2;
  return facts.flatMap(([label, text], at) => {
    const shown = facts[at - 1]?.[0] === label ? '' : label;
    const [first = '', ...rest] = wrapText(visibleText(text), style.width - indentColumns - column);
    return [`${' '.repeat(indentColumns)}${style.dim(visibleText(shown).padEnd(column))}${first}`].concat(
      indented(rest, indentColumns + column),
    );
  });
}

/** The same as JSON: facts with one label are a list. */
export function explanationJson({ topic, name, says, facts, sections }: Explanation): object {
  const labels = [...new Set(facts.map(([label]) => label))];
  const texts = (label: string): readonly string[] => facts.filter(([one]) => one === label).map(([, text]) => text);
  return { topic, name, says, facts: labels.map((label) => ({ label, texts: texts(label) })), sections };
}

/** What the catalogue knows about a setting; undefined for unknown names. */
export function explainSetting(name: string): Explanation | undefined {
  const facts = catalogue.lookup(name);
  if (facts === undefined) return undefined;
  return { topic: 'setting', name, says: facts.description, facts: factsOf(facts), sections: [] };
}

function factsOf(facts: SettingSpec): readonly Fact[] {
  const { name, type, unit, group, direction } = facts;
  const risk = impactOf('settings', name)?.risk;
  const entries: readonly (readonly [string, string | null | undefined])[] = [
    ['type', type === 'set' ? 'json, a list without an order' : type],
    ['unit', unit],
    ['default', facts.default === null ? null : shown(facts.default)],
    ['values', facts.allowedValues?.map(shown).join(', ')],
    ['group', group],
    ['belongs under', facts.section === 'either' ? 'settings or custom: the live application decides' : 'settings'],
    ['scope', facts.globalOnly ? 'global only: a client has no value of its own' : 'global, and each client'],
    ['secret', facts.secret ? 'yes: write ${secret:NAME}; it is never printed' : null],
    ['differs by environment', facts.environmentSpecific ? 'yes: set it in the file of each environment' : null],
    ['risk', risk],
    ['weaker', direction === null ? 'no value is known as weaker than another' : directionText(direction)],
    ...limitOf(direction),
    ...sourcesOf(name).map((source) => ['source', source] as const),
  ];
  return entries.flatMap(([label, text]) => (text === null || text === undefined ? [] : [[label, text] as const]));
}

function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function directionText(direction: Direction): string {
  return `${weakerHow(direction)}: ${direction.reason}`;
}

function weakerHow(direction: Direction): string {
  switch (direction.kind) {
    case 'higher-is-weaker':
      return `a higher number${unlimited(direction)}`;
    case 'lower-is-weaker':
      return `a lower number${unlimited(direction)}`;
    case 'true-is-weaker':
      return 'true';
    case 'false-is-weaker':
      return 'false';
    case 'url':
      return 'an address without https, on this machine, with a wildcard for a host, or with a password';
    case 'allow-list':
      return 'each further entry, and no entry at all';
    case 'fewer-is-weaker':
      return 'each entry that goes';
    case 'more-is-weaker':
      return direction.unset === 'all' ? 'each further entry, and no value at all' : 'each further entry';
    case 'unset-is-weaker':
      return 'no value';
  }
}

function unlimited({ zero, unset }: NumberDirection): string {
  const zeroText = zero === 'may-be-unlimited' ? ', or 0, which may mean no limit' : '';
  return `${zeroText}${unset === 'weakest' ? ', or no value' : ''}`;
}

function limitOf(direction: Direction | null): readonly (readonly [string, string])[] {
  if (direction?.kind === 'higher-is-weaker') return [['usual maximum', String(direction.usual)]];
  return direction?.kind === 'lower-is-weaker' ? [['usual minimum', String(direction.usual)]] : [];
}

function sourcesOf(name: string): readonly string[] {
  return settings.flatMap(({ rows }) => rows.find((row) => row.name === name)?.sources ?? []);
}

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
