import { clientProperties } from '../../kinds/index.ts';
import type { Property, PropertyValue } from '../../kinds/kind.ts';
import { entriesOf, settledValue } from '../../kinds/kind.ts';
import { parseRange } from '../../leaf/addresses.ts';
import { visible } from '../../leaf/unseen.ts';
import type { Section } from '../../model/address.ts';
import { hasFeature, type LiveClient, livePropertyOf } from '../../model/live.ts';
import { comment, quoted, quotedName, writeKey, type YamlLines } from '../write/write-value.ts';
import { indent, looksLikeReference, whyUnwritable, writeEntry, writeLine, writeNode } from '../write/yaml-text.ts';
import type { DecidedKey, DecidedScope } from './decide-scope.ts';

export type WrittenClient = {
  readonly alias: string;
  readonly client: LiveClient;
  readonly isCaller: boolean;
  readonly isHostedLogin: boolean;
  readonly scope: DecidedScope;
};

/** One entry of `clients`. `names`: the variables of the secrets, by target. */
export function clientLines(written: WrittenClient, names: ReadonlyMap<string, string>): readonly string[] {
  const { alias, client, scope } = written;
  return [
    `# ${quotedName(client.name)}`,
    ...remarks(written).map(comment),
    `${writeKey(alias)}:`,
    ...indent([
      `id: ${writeLine(client.id)}`,
      ...propertyLines(client),
      ...sectionLines('settings', scope.settings, names),
      ...sectionLines('custom', scope.custom, names),
    ]),
  ];
}

function remarks({ client, isCaller, isHostedLogin }: WrittenClient): readonly string[] {
  const has = (feature: string): boolean => hasFeature(client, feature);
  return [
    ...(isCaller
      ? [
          'The API client in use: this file was written with its credentials. capstan refuses to remove its owner feature.',
        ]
      : []),
    ...(has('owner') ? ['Owner: may change everything in this application.'] : []),
    ...(has('metadata') ? ['The vendor sets metadata: capstan refuses any change of these features.'] : []),
    ...(isHostedLogin ? ['Belongs to Hosted Login: capstan refuses any change of its features.'] : []),
  ];
}

const maxWidth = 110;

/** The lines of one section with its keys; none when the scope has no key there. `names`: by target. */
export function sectionLines(
  section: Section,
  keys: readonly DecidedKey[],
  names: ReadonlyMap<string, string>,
): readonly string[] {
  if (keys.length === 0) return [];
  // Comments alone would make the section null, which is not the same as empty.
  if (keys.every((key) => nodeOf(key, names) === null)) {
    return [...keys.flatMap((key) => keyLines(key, names)), `${section}: {}`];
  }
  const lines = keys.flatMap((key, index) => [...groupLines(key, keys[index - 1]), ...keyLines(key, names)]);
  return [`${section}:`, ...indent(lines)];
}

function groupLines(key: DecidedKey, before: DecidedKey | undefined): readonly string[] {
  if (key.group === null || key.group === before?.group) return [];
  const title = `# --- ${visible(key.group)} ---`;
  return before === undefined ? [title] : ['', title];
}

function keyLines(key: DecidedKey, names: ReadonlyMap<string, string>): readonly string[] {
  const node = nodeOf(key, names);
  if (node === null) return [comment(unmanagedText(key))];
  const lines = writeEntry(key.key, node);
  if (key.meaning === null) return lines;
  const [only = '', ...more] = lines;
  const together = `${only} ${comment(key.meaning)}`;
  return more.length === 0 && together.length <= maxWidth ? [together] : [comment(key.meaning), ...lines];
}

function nodeOf({ decision, target }: DecidedKey, names: ReadonlyMap<string, string>): YamlLines | null {
  switch (decision.kind) {
    case 'written':
      return writeNode(decision.json);
    case 'reference':
      return { head: `\${secret:${names.get(target)}}`, body: [] };
    case 'unmanaged':
    case 'secret':
    case 'absent':
      return null;
  }
}

function unmanagedText({ label, decision }: DecidedKey): string {
  const reason = decision.kind === 'unmanaged' ? `not managed here: ${decision.reason}` : '';
  return `${label}: ${decision.kind === 'secret' ? '(secret) not managed here; see --manage-secrets' : reason}`;
}

/** The lines of the properties of a client, each with a value or why it has none. */
function propertyLines(client: LiveClient): readonly string[] {
  return clientProperties().flatMap((property) => {
    const value = livePropertyOf(client, property);
    const reason = whyUnmanaged(property, value);
    if (reason !== null) return [comment(`${property.name}: not managed here: ${reason}`)];
    return value === null ? [] : [`${property.name}: ${valueText(property, settledValue(property, value))}`];
  });
}

function valueText({ type }: Property, value: PropertyValue): string {
  if (type === 'text') return writeLine(entriesOf(value).join(''));
  return `[${entriesOf(value).map(flowText).join(', ')}]`;
}

// No reference is read in a list of words, so a `${` stays what it is; inside brackets a comma would end a bare text.
function flowText(text: string): string {
  return /^(?:[a-z_]+|[\d.]+\/\d+)$/.test(text) ? text : quoted(text);
}

/** Why a property cannot be in a file; null when it can, or when nothing has to be said of it. */
export function whyUnmanaged(property: Property, value: PropertyValue | null): string | null {
  if (value === null) return property.unmanaged === 'listed' ? 'no list of them was given' : null;
  const entries = entriesOf(value);
  if (property.type === 'text') return entries.map(whyNoText).find((reason) => reason !== null) ?? null;
  const isLegal = property.type === 'words' ? isWord : isRange;
  return entries.length <= property.maxEntries && entries.every(isLegal)
    ? null
    : `the list is too long, or holds a ${property.type === 'words' ? 'name' : property.entry} that no file can hold`;
}

function whyNoText(text: string): string | null {
  return text === '' ? 'it is empty' : whyUnwritable(text);
}

function isWord(name: string): boolean {
  return whyUnwritable(name) === null && !looksLikeReference(name);
}

function isRange(text: string): boolean {
  return parseRange(text) !== undefined;
}
