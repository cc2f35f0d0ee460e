const indent = ' '.repeat(4);

/**
 * An entry for a list of the file, such as `- { guard: ..., target: ... }`, in lines that are not wider than `width`.
 * It is wrapped only after commas, where YAML allows it; never within a text.
 */
export function entryLines(entry: string, width: number): readonly string[] {
  const members = membersOf(entry);
  return filled(members, width, '').map((line) => line.trimEnd());
}

function membersOf(entry: string): readonly string[] {
  const members: string[] = [];
  let [start, quoted] = [0, false];
  for (let at = 0; at < entry.length; at += 1) {
    if (quoted && entry[at] === '\\') at += 1;
    else if (entry[at] === '"') quoted = !quoted;
    else if (!quoted && entry.startsWith(', ', at)) {
      members.push(entry.slice(start, at + 2));
      start = at + 2;
    }
  }
  return [...members, entry.slice(start)];
}

/** A command in such lines: it is wrapped before its flags, with a backslash at each line end. */
export function commandLines(command: string, width: number): readonly string[] {
  const parts: string[] = [];
  for (const part of command.split(/ (?=-)/)) {
    const last = parts.at(-1);
    // A dash within quotes begins no flag.
    if (last !== undefined && last.split("'").length % 2 === 0) parts[parts.length - 1] = `${last} ${part}`;
    else parts.push(part);
  }
  const words = parts.map((part, at) => (at === parts.length - 1 ? part : `${part} `));
  return filled(words, width, '\\').map((line, at, all) => (at === all.length - 1 ? line : `${line}\\`));
}

/** As many parts per line as fit; all but the last line end with `mark`. */
function filled(parts: readonly string[], width: number, mark: string): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const room = width - (part === parts.at(-1) ? 0 : mark.length);
    if (last === undefined) lines.push(part);
    else if (last.length + part.trimEnd().length <= room) lines[lines.length - 1] = last + part;
    else lines.push(indent + part);
  }
  return lines;
}
