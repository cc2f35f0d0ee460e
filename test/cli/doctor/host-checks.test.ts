import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/cli/doctor/check.ts';
import { hostChecks } from '../../../src/cli/doctor/host-checks.ts';
import type { Probe } from '../../../src/service/client/create-api.ts';

const application = {
  id: 'shop',
  region: 'us',
  configUrl: 'https://v1.api.us.janrain.com',
  captureUrl: 'https://shop.us.janraincapture.com',
} as const;
const at = { host: 'v1.api.us.janrain.com', proxyHost: null };
const answered: Probe = { ...at, kind: 'answered', durationMs: 80, skewMs: 0 };

function silent(stage: 'name' | 'proxy' | 'tls', cure?: string): Probe {
  const error = { code: 'unreachable', message: `no ${stage} of ${at.host}`, lasting: true, stage } as const;
  return { ...at, kind: 'silent', error: cure === undefined ? error : { ...error, cure } };
}

function check(name: string, config: Probe, capture: Probe | null = null): Check | undefined {
  return hostChecks({ application, config, capture }).find((one) => one.name === name);
}

describe('what the network says', () => {
  it.each([
    ['dns', 'name', 'Check the DNS of this machine.'],
    ['tls', 'tls', 'Check the host and its certificate.'],
    ['proxy', 'proxy', 'Check the proxy variables.'],
  ] as const)(
    'is wrong at %s when no request came past it, and the connection is not told twice',
    (name, stage, cure) => {
      expect(check(name, silent(stage))).toEqual({
        name,
        status: 'error',
        message: `no ${stage} of ${at.host}.`,
        cure,
        exitCode: 69,
      });
      expect(check(name, silent(stage, 'Do that.'))?.cure).toBe('Do that.');
      expect(check('connection', silent(stage))).toMatchObject({
        status: 'skipped',
        message: `Not made: see ${name}.`,
      });
    },
  );

  it('is asked of both hosts', () => {
    const capture = { ...silent('tls'), host: 'shop.us.janraincapture.com' };
    expect(check('tls', answered, capture)).toMatchObject({ status: 'error', exitCode: 69 });
    expect(check('connection', answered, capture)?.status).toBe('ok');
  });

  it('is well where both answer', () => {
    const checks = hostChecks({ application, config: answered, capture: { ...answered, host: 'shop' } });
    expect(checks.map(({ name, status }) => [name, status])).toEqual(
      ['dns', 'tls', 'proxy', 'connection', 'latency', 'clock'].map((name) => [name, 'ok']),
    );
    expect(checks[1]?.message).toBe('The certificate is valid: v1.api.us.janrain.com, shop');
  });

  it('leaves names to a proxy', () => {
    const through = { ...answered, proxyHost: 'proxy:8080' };
    expect(check('dns', through)).toMatchObject({ status: 'skipped', message: 'The proxy resolves names.' });
    expect(check('proxy', through)?.message).toBe('Requests go through proxy:8080.');
  });

  it('warns of a host that is slow', () => {
    expect(check('latency', { ...answered, durationMs: 2_000 })?.status).toBe('ok');
    expect(check('latency', { ...answered, durationMs: 2_001 })).toMatchObject({ status: 'warning', exitCode: 0 });
  });
});
