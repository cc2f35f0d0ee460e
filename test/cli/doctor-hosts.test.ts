import { describe, expect, it } from 'vitest';
import { hostChecks } from '../../src/cli/doctor/host-checks.ts';
import type { Probe } from '../../src/service/client/create-api.ts';

const host = 'v1.api.us.janrain.com';
const application = { id: 'a', region: 'us', configUrl: `https://${host}`, captureUrl: null };
const answered = { kind: 'answered', host, proxyHost: null, durationMs: 20, skewMs: 0 } as const;

function check(name: string, config: Probe, parts: { readonly auth?: 'signed'; readonly capture?: Probe } = {}) {
  const { auth, capture = null } = parts;
  const asked = { application: auth === undefined ? application : { ...application, auth }, config, capture };
  return hostChecks(asked).find((one) => one.name === name);
}

function silent(stage: 'name' | 'proxy' | 'tls' | undefined, message: string): Probe {
  const trouble = { code: 'unreachable', message, lasting: false } as const;
  return { kind: 'silent', host, proxyHost: null, error: stage === undefined ? trouble : { ...trouble, stage } };
}

describe('the checks of hosts', () => {
  it('are well when a host answers soon, with a good certificate and the same time', () => {
    for (const name of ['dns', 'tls', 'proxy', 'connection', 'latency', 'clock'])
      expect(check(name, answered), name).toMatchObject({ status: 'ok', cure: '' });
  });

  it('warn of a slow host and of a clock that is behind', () => {
    expect(check('latency', { ...answered, durationMs: 2_500 })).toMatchObject({ status: 'warning' });
    const behind = { ...answered, skewMs: -90_000 };
    expect(check('clock', behind)).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('90 s behind'),
    });
    expect(check('clock', behind, { auth: 'signed' })).toMatchObject({ status: 'error', exitCode: 1 });
    expect(check('clock', { ...answered, skewMs: null })).toMatchObject({ status: 'skipped' });
  });

  it.each([
    ['name', 'dns'],
    ['tls', 'tls'],
    ['proxy', 'proxy'],
  ] as const)('say at %s how far the request came, once', (stage, name) => {
    const config = silent(stage, `${host} is not well`);
    expect(check(name, config)).toMatchObject({ status: 'error', exitCode: 69, message: `${host} is not well.` });
    expect(check('connection', config)).toMatchObject({ status: 'skipped', message: `Not made: see ${name}.` });
  });

  it('name the host of a trouble that does not, and look at the registration domain too', () => {
    expect(check('connection', silent(undefined, 'was reset'))?.message).toBe(`${host}: was reset.`);
    const capture = { ...silent('name', 'unknown'), host: 'my-app.janraincapture.com' };
    expect(check('dns', answered, { capture })).toMatchObject({ status: 'error' });
    expect(check('connection', answered, { capture })).toMatchObject({ status: 'ok' });
  });

  it('tell of the proxy that is used, which looks up names, and of one that is none', () => {
    const proxied = { ...answered, proxyHost: 'p.example:3128' };
    expect(check('proxy', proxied)).toMatchObject({ status: 'ok', message: 'Requests go through p.example:3128.' });
    expect(check('dns', proxied)).toMatchObject({ status: 'skipped' });
    const none = { kind: 'no-proxy', host, proxyHost: null, variable: 'HTTPS_PROXY' } as const;
    expect(check('proxy', none)).toMatchObject({ status: 'error', message: expect.stringContaining('HTTPS_PROXY') });
    expect(check('connection', none)).toMatchObject({ status: 'skipped' });
  });
});
