import { askedNow, baselineOf, chosen, type Desk, document, run, wroteNothing } from './desk.ts';
import { expectedChanges } from './expected-changes.ts';
import { type Class, type ExpectedRow, expectedRows } from './expected-classes.ts';
import type { Turn } from './story.ts';
import { isSecretKey, type Wanted, wantedOf } from './wanted.ts';

type DriftTurn = Extract<Turn, { do: 'drift' | 'absorb' }>;

type DriftJson = {
  readonly rows: readonly { readonly target: string; readonly class: Class; readonly accepted: object | null }[];
};

/** `drift`: every difference, and in the right class. */
export async function playDrift(desk: Desk, turn: DriftTurn): Promise<void> {
  const baseline = baselineOf(desk, turn.against);
  const only = chosen(desk, turn.only);
  const broken = (text: string): void => void desk.violations.push(`drift (${turn.against}): ${text}`);
  const asked = askedNow(desk, only);
  const words = { only, baseline: baseline.flag, format: 'json' } as const;
  const done = await run(desk, 'drift', (commands) => commands.drift(words));
  wroteNothing(done).forEach(broken);
  if (baseline.isGone) {
    if (done.code !== 65) broken(`a baseline that is not there ended with ${done.code}: ${done.told}`);
    return;
  }
  const rows = expectedRows(asked, baseline.known);
  const said = document<Partial<DriftJson>>(done).rows;
  if (said === undefined) return broken(`ended with ${done.code} and no rows: ${done.told}${done.out}`);
  misjudged(said, rows).forEach(broken);
  const code = codeOf(said);
  if (done.code !== code) broken(`ended with ${done.code}, and its rows say ${code}`);
}

function misjudged(said: DriftJson['rows'], expected: readonly ExpectedRow[]): readonly string[] {
  const rows = new Map(said.map((row) => [row.target, row]));
  const wanted = new Map(expected.map((row) => [row.target, row]));
  return [
    ...[...rows.values()]
      .filter(({ target }) => !wanted.has(target))
      .map((row) => `${row.target} (${row.class}) is a row for no reason`),
    ...[...wanted.values()].flatMap(({ target, classes, isAccepted }) => {
      const row = rows.get(target);
      if (row === undefined) return [`${target} (${classes.join(' or ')}) is no row`];
      const isWrong = !classes.includes(row.class);
      return [
        ...(isWrong ? [`${target} is ${row.class} and not ${classes.join(' or ')}`] : []),
        ...((row.accepted !== null) === isAccepted ? [] : [`${target}: accepted is ${row.accepted !== null}`]),
      ];
    }),
  ];
}

/** By the rows alone: 2 pending, 3 drift or unknown, 4 both. */
function codeOf(rows: DriftJson['rows']): number {
  const classes = new Set(rows.filter(({ accepted }) => accepted === null).map((row) => row.class));
  const isLive = classes.has('drift') || classes.has('unknown');
  if (classes.has('both') || (isLive && classes.has('pending'))) return 4;
  if (isLive) return 3;
  return classes.has('pending') ? 2 : 0;
}

type AbsorbJson = {
  readonly files: readonly { readonly absorbed: readonly string[] }[];
  readonly leftOut: readonly { readonly target: string }[];
};

/** `absorb`: the file declares what live has, of what drifted, and for everything else as before. */
export async function playAbsorb(desk: Desk, turn: DriftTurn): Promise<void> {
  const baseline = baselineOf(desk, turn.against);
  const only = chosen(desk, turn.only);
  const broken = (text: string): void => void desk.violations.push(`absorb (${turn.against}): ${text}`);
  const rows = expectedRows(askedNow(desk, []), baseline.known);
  const then = differences(desk);
  const words = { only, baseline: baseline.flag, format: 'json' } as const;
  const done = await run(desk, 'absorb', (commands) => commands.absorb(words));
  wroteNothing(done).forEach(broken);
  const code = baseline.isGone ? 65 : 0;
  if (done.code !== code) broken(`ended with ${done.code} and not ${code}: ${done.told}`);
  if (done.code !== 0) return;
  const said = document<AbsorbJson>(done);
  const absorbed = new Set(said.files.flatMap((file) => file.absorbed));
  desk.files = desk.office.onDisk();
  wronglyAbsorbed(rows, absorbed, only.length > 0).forEach(broken);
  const silent = rows.filter((row) => isDrifted(row) && only.length === 0 && !absorbed.has(row.target));
  for (const { target } of silent.filter((row) => !said.leftOut.some((one) => one.target === row.target)))
    broken(`${target} drifted, and is neither absorbed nor said to be left out`);
  notOnlyAbsorbed(then, differences(desk), absorbed).forEach(broken);
  policyChanges(then.wanted, wantedOf(desk.files)).forEach(broken);
}

function isDrifted({ classes, isAccepted }: ExpectedRow): boolean {
  return !isAccepted && classes.length === 1 && classes[0] === 'drift';
}

function wronglyAbsorbed(
  rows: readonly ExpectedRow[],
  absorbed: ReadonlySet<string>,
  isNamed: boolean,
): readonly string[] {
  const known = new Map(rows.map((row) => [row.target, row]));
  const allowed: readonly Class[] = isNamed ? ['drift', 'both', 'unknown'] : ['drift'];
  return [...absorbed].flatMap((target) => {
    const row = known.get(target);
    if (row === undefined) return [`${target} was absorbed, and does not differ`];
    if (row.isAccepted) return [`${target} was absorbed, and is accepted`];
    return row.classes.some((one) => allowed.includes(one))
      ? []
      : [`${target} was absorbed, and is ${row.classes.join(' or ')}`];
  });
}

type Differences = { readonly wanted: Wanted; readonly byTarget: ReadonlyMap<string, string> };

function differences(desk: Desk): Differences {
  const asked = askedNow(desk, []);
  const changes = expectedChanges(asked, 'counted');
  return {
    wanted: asked.wanted,
    byTarget: new Map(changes.map(({ target, before, after }) => [target, `${before} -> ${after}`])),
  };
}

function notOnlyAbsorbed(then: Differences, now: Differences, absorbed: ReadonlySet<string>): readonly string[] {
  const targets = new Set([...then.byTarget.keys(), ...now.byTarget.keys()]);
  return [...targets].flatMap((target) => {
    const [before, after] = [then.byTarget.get(target), now.byTarget.get(target)];
    if (absorbed.has(target)) return after === undefined ? [] : [`${target} was absorbed, and still differs: ${after}`];
    return before === after ? [] : [`${target} was not absorbed, and differed by ${before}, now by ${after}`];
  });
}

/** What the file leaves alone is its own business, and secrets stay where they are. */
function policyChanges(then: Wanted, now: Wanted): readonly string[] {
  const secrets = (wanted: Wanted): string =>
    [wanted.global, ...wanted.clients.map(({ scope }) => scope)]
      .map(({ keys }) => JSON.stringify([...keys].filter(([name]) => isSecretKey(name))))
      .join();
  return [
    ...(JSON.stringify(then.ignore) === JSON.stringify(now.ignore) ? [] : ['ignore is another']),
    ...(JSON.stringify(then.accept) === JSON.stringify(now.accept) ? [] : ['accept is another']),
    ...(secrets(then) === secrets(now) ? [] : ['a secret of the file is another']),
  ];
}
