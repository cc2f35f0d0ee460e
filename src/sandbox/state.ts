import type { Json, JsonObject } from './json.ts';

/** The types a standard setting can have. */
export const SETTING_TYPES = ['string', 'boolean', 'integer', 'json'] as const;

export type SettingType = (typeof SETTING_TYPES)[number];

/** One element of the reply of `settings/options`. An empty list of values means: any value of the type. */
export type SettingOption = {
  readonly globalOnly: boolean;
  readonly group: string;
  readonly name: string;
  readonly type: SettingType;
  readonly values: readonly Json[];
};

/** What one scope, global or a client, holds. */
export type Scope = { readonly settings: JsonObject; readonly custom: JsonObject };

/** A former secret of a client, valid until a time in milliseconds. */
type OldSecret = { readonly secret: string; readonly validUntilMs: number };

/** Settings of a client as they were when published to the public widget file. */
export type Publication = { readonly version: string; readonly settings: JsonObject };

export type SandboxClient = Scope & {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly ipWhitelist: readonly string[];
  readonly features: readonly string[];
  readonly oldSecrets?: readonly OldSecret[];
  readonly publications?: readonly Publication[];
};

/** Everything the sandbox knows: plain JSON, and the format of seed and state files. */
export type SandboxState = Scope & {
  readonly application: { readonly id: string };
  readonly options: readonly SettingOption[];
  readonly clients: readonly SandboxClient[];
};

/** The client with this id, if there is one. */
export function clientById(state: SandboxState, id: string): SandboxClient | undefined {
  return state.clients.find((client) => client.id === id);
}

/** The state with one client replaced by its successor of the same id. */
export function withClient(state: SandboxState, successor: SandboxClient): SandboxState {
  return { ...state, clients: state.clients.map((client) => (client.id === successor.id ? successor : client)) };
}

/** Whether a client has a feature. */
export function hasFeature(client: SandboxClient, feature: string): boolean {
  return client.features.includes(feature);
}
