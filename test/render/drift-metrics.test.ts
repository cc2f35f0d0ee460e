import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Drift } from '../../src/model/differences.ts';
import { driftMetrics, lastSuccesses } from '../../src/render/machine/signals.ts';

const drift: Drift = {
  formatVersion: 1,
  tool: { name: 'capstan', version: '0.1.0' },
  application: { id: 'app', region: 'us' },
  caller: 'caller',
  readAt: '2026-11-21T00:00:00.000Z',
  baseline: null,
  summary: { pending: 1, drift: 2, both: 0, converged: 0, unknown: 3, accepted: 4, notCompared: 5 },
  rows: [],
  findings: [],
};

describe('metrics', () => {
  it('count rows by class, and say when and how long', () => {
    expect(
      driftMetrics([{ application: 'app', drift, durationSeconds: 1.5, lastSuccess: 1763683200 }]),
    ).toBe(`# HELP capstan_drift_rows Rows of drift by class.
# TYPE capstan_drift_rows gauge
capstan_drift_rows{application="app",class="pending"} 1
capstan_drift_rows{application="app",class="drift"} 2
capstan_drift_rows{application="app",class="both"} 0
capstan_drift_rows{application="app",class="converged"} 0
capstan_drift_rows{application="app",class="unknown"} 3
capstan_drift_rows{application="app",class="accepted"} 4
# HELP capstan_drift_success Whether the last run could read the application.
# TYPE capstan_drift_success gauge
capstan_drift_success{application="app"} 1
# HELP capstan_drift_last_success_timestamp_seconds When a run could last read the application.
# TYPE capstan_drift_last_success_timestamp_seconds gauge
capstan_drift_last_success_timestamp_seconds{application="app"} 1763683200
# HELP capstan_drift_duration_seconds How long the last run took.
# TYPE capstan_drift_duration_seconds gauge
capstan_drift_duration_seconds{application="app"} 1.5
`);
  });

  it('never show an application that could not be read as one without drift', () => {
    const text = driftMetrics([{ application: 'app', drift: null, durationSeconds: 0, lastSuccess: null }]);
    expect(text).not.toContain('capstan_drift_rows{');
    expect(text).not.toContain('timestamp_seconds{');
    expect(text).toContain('capstan_drift_success{application="app"} 0');
  });

  it('have each series once where two files are about one application, and count neither when one could not be read', () => {
    const one = { application: 'app', drift, durationSeconds: 1, lastSuccess: 100 };
    const both = driftMetrics([one, { ...one, lastSuccess: 90 }]);
    expect(both.match(/class="drift"\} 4$/gm)).toHaveLength(1);
    expect(both).toContain('timestamp_seconds{application="app"} 90');
    expect(both).toContain('duration_seconds{application="app"} 2');
    const half = driftMetrics([one, { ...one, drift: null, lastSuccess: 90 }]);
    expect(half).toContain('capstan_drift_success{application="app"} 0');
    expect(half).not.toContain('capstan_drift_rows{');
    expect(driftMetrics([one, { ...one, lastSuccess: null }])).not.toContain('timestamp_seconds{');
  });

  it('give back the last success of every application, whatever its name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (application, lastSuccess) => {
        const text = driftMetrics([{ application, drift: null, durationSeconds: 0, lastSuccess }]);
        expect([...lastSuccesses(text)]).toEqual([[application, lastSuccess]]);
      }),
    );
    expect(lastSuccesses('rubbish\n').size).toBe(0);
  });
});
