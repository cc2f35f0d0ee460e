import type { LiveFile } from '../../support/scenario-state.ts';

/** A value of a setting or a custom key, as files and the live application hold it. */
export type Plain = string | number | boolean;

export type Section = 'settings' | 'custom';

export const sections = ['settings', 'custom'] as const;

/** What a file says of one scope. */
export type ScopeLayer = {
  readonly settings?: Readonly<Record<string, Plain>> | undefined;
  readonly custom?: Readonly<Record<string, Plain>> | undefined;
  readonly absent?: Partial<Readonly<Record<Section, readonly string[]>>> | undefined;
  readonly unmentioned?: 'keep' | 'remove' | undefined;
};

export type ClientLayer = ScopeLayer & {
  readonly id?: string | undefined;
  readonly find?: { readonly name: string } | undefined;
  readonly features?: readonly string[] | undefined;
};

export type Accept = {
  readonly target: string;
  readonly live: Plain | readonly string[];
  readonly until: string;
  readonly reason: string;
};

/** A configuration file, as far as stories write one. */
export type Layer = ScopeLayer & {
  readonly clients?: Readonly<Record<string, ClientLayer>> | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly accept?: readonly Accept[] | undefined;
  readonly baseline?: string | undefined;
  readonly writes?: string | undefined;
};

/** The configuration on the disk: a file, and the one that it extends, if it does. */
export type Files = { readonly base: Layer | null; readonly top: Layer };

/** Someone writes the live application without capstan. `scope`: the global settings, or a client by its number. */
export type Edit =
  | {
      readonly kind: 'key';
      readonly scope: 'global' | number;
      readonly section: Section;
      readonly key: string;
      /** null: the key goes. */
      readonly value: Plain | null;
    }
  | { readonly kind: 'features'; readonly client: number; readonly features: readonly string[] }
  | { readonly kind: 'delete-client' | 'rename-client' | 'twin-client'; readonly client: number };

/** What a command is told to compare the file with. `said`: nothing by flag, so that the file's own word counts. */
export type Against = 'said' | 'none' | 'git' | 'file' | 'snapshot';

/** What happens while someone is asked to approve the plan, or at a request of the apply. */
export type Meanwhile =
  | { readonly at: 'question'; readonly what: 'edit'; readonly edit: Edit }
  | { readonly at: 'question'; readonly what: 'second-run' | 'declined' }
  | { readonly at: 'write'; readonly number: number; readonly what: 'SIGINT' | 'SIGTERM' }
  | { readonly at: 'read' | 'write'; readonly number: number; readonly what: 'edit'; readonly edit: Edit };

/** What someone does to a saved plan with an editor. */
export type Tampering = 'value' | 'digest' | 'expiry' | 'finding' | 'target' | 'status' | 'overwrite';

/**
 * `only`: numbers that choose among the targets which there are then; empty: everything. `overwrites`: whether
 * `--overwrite-drift` is given.
 */
export type Turn =
  | { readonly do: 'edit'; readonly edit: Edit }
  | { readonly do: 'file'; readonly version: number }
  | { readonly do: 'commit' | 'keep-file' | 'snapshot' }
  | {
      readonly do: 'plan';
      readonly only: readonly number[];
      readonly against: Against;
      readonly overwrites: boolean;
      readonly save: boolean;
    }
  | { readonly do: 'tamper'; readonly how: Tampering }
  | {
      readonly do: 'apply';
      readonly only: readonly number[];
      readonly against: Against;
      readonly overwrites: boolean;
      readonly meanwhile: Meanwhile | null;
    }
  | { readonly do: 'apply-saved'; readonly meanwhile: Meanwhile | null }
  | { readonly do: 'drift' | 'absorb'; readonly only: readonly number[]; readonly against: Against }
  /** `back`: 0 undoes the last run, 1 the one before. */
  | { readonly do: 'undo'; readonly back: number }
  | { readonly do: 'wait'; readonly hours: number };

/** The life of an application and of its file, by commands alone: plain JSON, so that one that failed can be kept. */
export type CommandStory = {
  readonly live: LiveFile;
  readonly versions: readonly Files[];
  /** Targets of the protect file; empty: there is none. */
  readonly protect: readonly string[];
  readonly turns: readonly Turn[];
};
