import type { Section } from '../../model/address.ts';
import type { LiveClient } from '../../model/live.ts';
import { comment, quotedName, visible } from '../write/comment.ts';
import { writeKey, type YamlLines } from '../write/write-scalar.ts';
import { indent, writeEntry, writeLine, writeNode } from '../write/yaml-text.ts';
import type { DecidedKey, DecidedScope } from './decide-scope.ts';
import { propertyLines } from './property-lines.ts';

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
  const has = (feature: string): boolean => client.features?.includes(feature) === true;
  return [
    ...(isCaller
      ? ['The caller: this file was written with its credentials. capstan refuses to take owner from it.']
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
