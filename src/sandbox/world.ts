import type { SandboxState } from './state.ts';
import type { Switches } from './switches.ts';

/** What both APIs need besides the request. */
export type World = { readonly state: SandboxState; readonly switches: Switches; readonly nowMs: number };
