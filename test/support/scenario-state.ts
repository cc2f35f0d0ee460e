import { defaultSeed } from '../../src/sandbox/default-seed.ts';
import type { SandboxClient, SandboxState } from '../../src/sandbox/run-sandbox.ts';

/** What a scenario's live.json holds; everything left out has a plain default. */
export type LiveFile = Partial<Omit<SandboxState, 'clients'>> & {
  readonly clients?: readonly Partial<SandboxClient>[];
};

export const scenarioApplication = 'scenarioapplication0000000';
export const scenarioCaller = { id: 'callerowner000000000000000000', secret: 'canary-caller-secret-value' };

/** A whole application from what the scenario says of it: two owners are there unless the scenario has its own. */
export function scenarioState(live: LiveFile): SandboxState {
  const given = (live.clients ?? []).map(completed);
  const owners = [
    completed({ ...scenarioCaller, name: 'capstan', features: ['owner'] }),
    completed({ id: 'otherowner0000000000000000000', name: 'Break glass', features: ['owner'] }),
  ];
  const missing = owners.filter((owner) => !given.some((client) => client.id === owner.id));
  return {
    application: live.application ?? { id: scenarioApplication },
    settings: live.settings ?? {},
    custom: live.custom ?? {},
    options: live.options ?? defaultSeed().options,
    clients: [...missing, ...given],
  };
}

function completed(client: Partial<SandboxClient>): SandboxClient {
  return {
    id: 'client00000000000000000000000',
    secret: `canary-secret-of-${client.id ?? 'client'}`,
    name: 'A client',
    ipWhitelist: ['0.0.0.0/0'],
    features: [],
    settings: {},
    custom: {},
    ...client,
  };
}
