import type { Json } from '../../leaf/json.ts';
import type { KeyAddress, SecretForm, SecretReason } from '../../model/secrecy.ts';
import type { Catalogue } from '../../model/setting.ts';
import { secretFormOf } from './secret-form.ts';
import { isSecretName } from './secret-name.ts';

/** All inputs of the answer. */
export type SecrecyFacts = {
  readonly catalogue: Pick<Catalogue, 'lookup'>;
  /** What a source knows: `sensitive`, a reference, a baseline, a snapshot, a journal, or a secret within a live value. */
  readonly known: (address: KeyAddress) => SecretReason | null;
  /** Whether `public` of the file names the key. */
  readonly isPublic: (address: KeyAddress) => boolean;
  /** What the values look like that sources have there; undefined: none has a value there. */
  readonly seen: (address: KeyAddress) => Seen | undefined;
};

/** What values look like. */
export type Seen = {
  readonly form: SecretForm | null;
  /** All of them are switches, which are never secret. */
  readonly onlySwitches: boolean;
};

/** Why a key is a secret; null: it is none. Only this function decides it. */
export function secretReason(facts: SecrecyFacts, address: KeyAddress, values: readonly Json[]): SecretReason | null {
  const setting = facts.catalogue.lookup(address.key);
  if (setting?.secret === true) return { kind: 'catalogue' };
  const known = facts.known(address);
  if (known !== null) return known;
  if (facts.isPublic(address)) return null;
  const seen = values.reduce((before: Seen | undefined, value) => joined(before, seenIn(value)), facts.seen(address));
  if (seen !== undefined && seen.form !== null) return { kind: 'form', form: seen.form };
  // For a catalogue name, the catalogue decides: password_recover_url is an address.
  const isNamed = setting === undefined && seen?.onlySwitches !== true && isSecretName(address.key);
  return isNamed ? { kind: 'name' } : null;
}

// Shared constants: nearly every value has one of these forms.
const ordinary: Seen = { form: null, onlySwitches: false };
const aSwitch: Seen = { form: null, onlySwitches: true };

export function seenIn(value: Json): Seen {
  if (isSwitch(value)) return aSwitch;
  const form = secretFormOf(value);
  return form === null ? ordinary : { form, onlySwitches: false };
}

/** Combines two forms of one key; undefined: neither has a value. */
export function joined(a: Seen | undefined, b: Seen | undefined): Seen | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return { form: a.form ?? b.form, onlySwitches: a.onlySwitches && b.onlySwitches };
}

function isSwitch(value: Json): boolean {
  return typeof value === 'boolean' || value === null || value === 'true' || value === 'false';
}

/** Why a key was taken for a secret, in a few words. */
export function reasonText(why: SecretReason): string {
  switch (why.kind) {
    case 'catalogue':
      return 'known as a secret';
    case 'sensitive':
      return 'sensitive in the file';
    case 'reference':
      return 'comes from a secret in the file';
    case 'source':
      return `a secret in ${why.source}`;
    case 'contains':
      return `its value contains ${why.what}`;
    case 'name':
      return 'its name says so';
    case 'form':
      return `it holds ${why.form}`;
  }
}
