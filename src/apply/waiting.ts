/** Time and patience, handed in. `stop` is asked between calls: true ends the run. */
export type Waiting = { readonly sleep: (ms: number) => Promise<void>; readonly stop: () => boolean };
