/** The options of a pipeline for a fleet. */
export type CiWish = {
  /** The fleet file, from the root of the repository. */
  readonly fleet: string;
  readonly waves: readonly string[];
  readonly shards: number;
  /** When to look for drift, in the five fields of cron. */
  readonly schedule: string;
  /** `git:REF`; null: the baseline that the files name. */
  readonly baseline: string | null;
  /** The image of the jobs; null: that of the engine. */
  readonly image: string | null;
  /** The npm package of capstan; null: taken from a variable of the engine. */
  readonly package: string | null;
  /** The variables that the files read. */
  readonly variables: readonly string[];
};

/** The arguments of one command over a part of the fleet. */
export function commandWords(
  command: 'plan' | 'drift' | 'apply',
  { fleet, waves, baseline }: CiWish,
  wave?: string,
): readonly string[] {
  return [
    ...[command, '--fleet', fleet],
    ...(wave === undefined || waves.length < 2 ? [] : ['--select', `wave=${wave}`]),
    ...(baseline === null ? [] : ['--baseline', baseline]),
    ...(command === 'apply' ? ['--auto-approve'] : []),
  ];
}

/** The waves of an apply, each with the name of its job. */
export function applyJobs({ waves }: CiWish): readonly { readonly job: string; readonly wave: string }[] {
  return waves.map((wave, at) => ({
    job: waves.length < 2 ? 'apply' : `apply-${at + 1}-${wave.toLowerCase().replace(/[^a-z0-9]+/gu, '-')}`,
    wave,
  }));
}
