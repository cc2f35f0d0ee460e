import type { Json } from '../../src/sandbox/state.ts';

const MADE = /<made \d+>/g;
const IS_MADE = /^<made \d+>$/;
const IS_ID = /^[a-z0-9]{32}$/;

/** `<made 1>` in a recording stands for an id or a secret that the sandbox makes up, and that each replay has anew. */
export type Placeholders = {
  /** The text with the values of this replay in the place of the placeholders. */
  readonly filled: (text: string) => string;
  /** Learns from a reply what was made up. Two placeholders never stand for one value. */
  readonly learn: (recorded: Json, answered: Json | undefined) => void;
};

export function makePlaceholders(): Placeholders {
  const values = new Map<string, string>();

  function learn(recorded: Json, answered: Json | undefined): void {
    if (typeof recorded === 'string') {
      learnText(recorded, answered);
    } else if (typeof recorded === 'object' && typeof answered === 'object') {
      const members = Object.entries(answered ?? {});
      for (const [name, item] of Object.entries(recorded ?? {}))
        learn(item, members.find(([other]) => other === name)?.[1]);
    }
  }

  function learnText(recorded: string, answered: Json | undefined): void {
    const isNew = IS_MADE.test(recorded) && !values.has(recorded) && ![...values.values()].some((v) => v === answered);
    if (isNew && typeof answered === 'string' && IS_ID.test(answered)) values.set(recorded, answered);
  }

  return { learn, filled: (text) => text.replace(MADE, (name) => values.get(name) ?? name) };
}

/** The same for ids of requests, of which nothing ever speaks again. */
export function withoutRequestIds(text: string): string {
  return text.replace(/"request_id":"[a-z0-9]{16}"/g, '"request_id":"<request>"');
}
