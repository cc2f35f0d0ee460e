import type { FileResult } from '../file-work.ts';
import type { FleetView } from './fleet-view.ts';

/** What `--format json` prints of a fleet; described by schemas/fleet-report.schema.json. */
export type FleetReport = {
  readonly formatVersion: 1;
  readonly kind: 'capstan-fleet';
  readonly fleet: string | null;
  readonly shard: { readonly index: number; readonly count: number } | null;
  readonly exitCode: number;
  /** The names of all that were chosen, those of other shards too. */
  readonly all: readonly string[];
  readonly applications: readonly FleetResult[];
};

type FleetResult = {
  readonly name: string;
  readonly file: string;
  readonly wave: string;
  /** null: it was not touched. */
  readonly exitCode: number | null;
  /** In a few words. */
  readonly says: string;
  readonly result: unknown;
};

/** The results of the applications of a run, in its order. */
export function fleetReport(view: FleetView, results: readonly FileResult[], exitCode: number): FleetReport {
  const { fleet, shard, all, members, waves } = view;
  const applications = members.flatMap(({ name, file, wave }, at): readonly FleetResult[] => {
    const result = results[at];
    if (result === undefined) return [];
    return [
      { name, file, wave: waves[wave] ?? '', exitCode: codeOf(result), says: saysOf(result), result: result.json },
    ];
  });
  return { formatVersion: 1, kind: 'capstan-fleet', fleet, shard, exitCode, all, applications };
}

/** The exit code of a file; null: it was not touched. */
export function codeOf({ exitCode, untouched }: FileResult): number | null {
  return untouched === true ? null : exitCode;
}

/** What became of a file, in a few words. */
export function saysOf({ says, problems, untouched }: FileResult): string {
  if (untouched === true) return 'not touched';
  if (problems === undefined) return says ?? '';
  return problems
    .map(({ code }) => code)
    .slice(0, 3)
    .join(', ');
}
