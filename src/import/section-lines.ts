import type { Section } from '../core/model/scope.ts';
import { comment } from './comment.ts';
import type { DecidedKey } from './decide-scope.ts';
import { visible } from './visible.ts';
import { indent, writeEntry, writeNode } from './write-node.ts';
import type { YamlNode } from './write-string.ts';

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

function nodeOf({ decision, target }: DecidedKey, names: ReadonlyMap<string, string>): YamlNode | null {
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
