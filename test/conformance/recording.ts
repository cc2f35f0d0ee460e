import { readdirSync, readFileSync } from 'node:fs';
import type { SandboxState, Switches } from '../../src/sandbox/run-sandbox.ts';
import type { Json } from '../../src/sandbox/state.ts';

/** One request of a public client and what it was answered. */
type Exchange = {
  /** What was called in the client. */
  readonly call: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** A body of null: none. */
  readonly reply: { readonly status: number; readonly body: Json };
};

/** A conversation of a public client with the sandbox. */
export type Recording = {
  readonly client: string;
  readonly repository: string;
  readonly commit: string;
  readonly licence: string;
  /** `derived`: the client could not be run, and its requests were written after its code. */
  readonly made: 'recorded' | 'derived';
  /** The time of the first request, for signatures. */
  readonly clock: string;
  readonly switches: Partial<Switches>;
  readonly exchanges: readonly Exchange[];
};

const FOLDER = new URL('./', import.meta.url);
const APPLICATION = 'application.json';

/** The application that every conversation began with. */
export const APPLICATION_STATE = read(APPLICATION) as SandboxState;

/** The conversations by their file. */
export const RECORDINGS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json') && file !== APPLICATION)
  .map((file) => ({ file, recording: read(file) as Recording }));

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
}
