import type { Drift, DriftClass } from '../core/model/drift.ts';

/** What one application gave. `drift` null: it could not be read. */
export type Measured = {
  readonly application: string;
  readonly drift: Drift | null;
  readonly durationSeconds: number;
  /** Seconds since 1970 of the last run that could read; null: never. */
  readonly lastSuccess: number | null;
};

const classes: readonly (DriftClass | 'accepted')[] = ['pending', 'drift', 'both', 'converged', 'unknown', 'accepted'];

/** The Prometheus text format, for the textfile collector. An application that could not be read has no row counts. */
export function driftMetrics(measured: readonly Measured[]): string {
  const samples = (name: string, of: (one: Measured) => readonly (readonly [string, number])[]): string =>
    measured
      .flatMap((one) =>
        of(one).map(([labels, value]) => `${name}{application="${escaped(one.application)}"${labels}} ${value}\n`),
      )
      .join('');
  return [
    '# HELP capstan_drift_rows Rows of drift by class.\n# TYPE capstan_drift_rows gauge\n',
    samples('capstan_drift_rows', ({ drift }) =>
      drift === null ? [] : classes.map((name) => [`,class="${name}"`, drift.summary[name]] as const),
    ),
    '# HELP capstan_drift_success Whether the last run could read the application.\n# TYPE capstan_drift_success gauge\n',
    samples('capstan_drift_success', ({ drift }) => [['', drift === null ? 0 : 1]]),
    '# HELP capstan_drift_last_success_timestamp_seconds When a run could last read the application.\n# TYPE capstan_drift_last_success_timestamp_seconds gauge\n',
    samples('capstan_drift_last_success_timestamp_seconds', ({ lastSuccess }) =>
      lastSuccess === null ? [] : [['', lastSuccess]],
    ),
    '# HELP capstan_drift_duration_seconds How long the last run took.\n# TYPE capstan_drift_duration_seconds gauge\n',
    samples('capstan_drift_duration_seconds', ({ durationSeconds }) => [['', durationSeconds]]),
  ].join('');
}

/** When each application could last be read, by the metrics of the run before. Anything else is passed over. */
export function lastSuccesses(metrics: string): ReadonlyMap<string, number> {
  const line = /^capstan_drift_last_success_timestamp_seconds\{application="((?:[^"\\]|\\.)*)"\} (\d+(?:\.\d+)?)$/gmu;
  return new Map([...metrics.matchAll(line)].map(([, name = '', value]) => [unescaped(name), Number(value)]));
}

function escaped(text: string): string {
  return text.replace(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, (_all, character: string) => (character === 'n' ? '\n' : character));
}
