import { OPEN_CHOICES, OPEN_NUMBERS } from './open-questions.ts';

/** A reason why the sandbox cannot start, for the person who starts it, with the exit code of the command. */
export class SandboxError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SandboxError';
    this.exitCode = exitCode;
  }
}

type ChoiceName = keyof typeof OPEN_CHOICES;
type NumberName = keyof typeof OPEN_NUMBERS;

/** The sandbox's behaviour where the public documents are silent. */
export type Switches = { readonly [Name in ChoiceName]: (typeof OPEN_CHOICES)[Name]['positions'][number] } & {
  readonly [Name in NumberName]: number;
};

/** Every switch in its default position. */
export const DEFAULT_SWITCHES = {
  ...Object.fromEntries(Object.entries(OPEN_CHOICES).map(([name, { positions }]) => [name, positions[0]])),
  ...Object.fromEntries(Object.entries(OPEN_NUMBERS).map(([name, { start }]) => [name, start])),
} as Switches;

/** Each switch with what it accepts. */
export const SWITCH_CHOICES: ReadonlyMap<string, readonly string[] | 'number'> = new Map<
  string,
  readonly string[] | 'number'
>([
  ...Object.entries(OPEN_CHOICES).map(([name, { positions }]) => [name, positions] as const),
  ...Object.keys(OPEN_NUMBERS).map((name) => [name, 'number'] as const),
]);

/** Every switch: what it accepts, its default, the question, and the source of the default. */
export function switchList(): string {
  const choices = Object.entries(OPEN_CHOICES).map(([name, { positions, question, source }]) =>
    [`${name}=${positions.join('|')}`, `Default: ${positions[0]}`, question, `Source: ${source}`].join('\n    '),
  );
  const numbers = Object.entries(OPEN_NUMBERS).map(([name, { start, question, source }]) =>
    [`${name}=N`, `Default: ${start}`, question, `Source: ${source}`].join('\n    '),
  );
  return [...choices, ...numbers].join('\n\n');
}

/** Reads flags of the form name=value. Throws a SandboxError that names the cure. */
export function parseSwitches(flags: readonly string[]): Partial<Switches> {
  return Object.fromEntries(flags.map(parseSwitch));
}

function parseSwitch(flag: string): [string, string | number] {
  const [name = '', ...rest] = flag.split('=');
  const value = rest.join('=');
  const choices = SWITCH_CHOICES.get(name);
  if (choices === undefined) {
    throw new SandboxError(`There is no switch "${name}". ${suggestion(name)}`, 64);
  }
  if (choices === 'number') {
    return [name, parseCount(name, value)];
  }
  if (!choices.includes(value)) {
    throw new SandboxError(`The switch ${name} takes ${choices.join(', ')}, not "${value}".`, 64);
  }
  return [name, value];
}

function parseCount(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) {
    throw new SandboxError(`The switch ${name} takes a whole number from 0, not "${value}".`, 64);
  }
  return Number(value);
}

function suggestion(name: string): string {
  const close = closestName(name, [...SWITCH_CHOICES.keys()]);
  return close === undefined ? 'Print them all with --switch list.' : `Did you mean ${close}?`;
}

/** The known name nearest to a mistyped one, if one is similar enough. */
function closestName(name: string, known: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, edits: editDistance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  // Beyond a third of its letters a name is another name, not a typing error.
  return best !== undefined && best.edits <= Math.max(2, name.length / 3) ? best.candidate : undefined;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    row = nextRow(row, index + 1, letter, to);
  }
  return row.at(-1) ?? 0;
}

function nextRow(above: readonly number[], first: number, letter: string, to: string): number[] {
  const row = [first];
  for (const [index, other] of [...to].entries()) {
    const replaced = (above[index] ?? 0) + (letter === other ? 0 : 1);
    row.push(Math.min(replaced, (above[index + 1] ?? 0) + 1, (row[index] ?? 0) + 1));
  }
  return row;
}
