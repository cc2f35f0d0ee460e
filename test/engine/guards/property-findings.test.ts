import { describe, expect, it } from 'vitest';
import { bareClient } from '../../../src/kept/recognise-reply.ts';
import { formatTarget } from '../../../src/model/address.ts';
import { livePropertyOf } from '../../../src/model/live.ts';
import { Secret } from '../../../src/model/value.ts';
import { aDesiredClient, aLiveClient, aLiveState, decided } from '../../support/builders.ts';
import { aProperty } from '../../support/properties.ts';

const secret = 'hunter2-hunter2';
const live = (name: string) => ({
  global: { settings: { rpx_key: new Secret(secret) } },
  clients: [aLiveClient({ id: 'id-of-web', name })],
});

describe('a name that shows a secret', () => {
  it('is not written, and not shown', () => {
    const { changes, findings } = decided({
      desired: { clients: [aDesiredClient({ properties: { name: `Web ${secret}` } })] },
      live: live('Web'),
    });
    expect(JSON.stringify(changes)).not.toContain(secret);
    expect(findings.map(({ code, severity, target }) => `${severity} ${code} ${formatTarget(target)}`)).toEqual([
      'refuse secret-in-plain-value clients.web.name',
    ]);
  });

  it('is not known where it is live, so that nothing can put back what stands in its place', () => {
    const { findings } = decided({
      desired: { clients: [aDesiredClient({ properties: { name: 'Web' } })] },
      live: live(`Web ${secret}`),
    });
    expect(findings.filter(({ severity }) => severity === 'refuse').map(({ code, fact }) => `${code} ${fact}`)).toEqual(
      [
        'incomplete-read the response for client web lacks name; writing the client could open it to the world or strip it of its features, so its name cannot be changed',
      ],
    );
    expect(livePropertyOf(bareClient('app', 'x', 'x'), aProperty('name'))).toBeNull();
    expect(aLiveState().clients.size).toBe(1);
  });
});
