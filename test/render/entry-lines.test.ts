import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commandLines, entryLines } from '../../src/render/text/wrap-text.ts';

const entry =
  '- { guard: new-host, target: "settings.a, b", live: "x,  \\"y\\", z", until: 2026-12-28, reason: "why so" }';

describe('an entry for the file', () => {
  it('stays a line where there is room', () => {
    expect(entryLines(entry, Number.POSITIVE_INFINITY)).toEqual([entry]);
  });

  it('breaks behind commas, and is the same YAML then', () => {
    const lines = entryLines(entry, 60);
    expect(lines).toEqual([
      '- { guard: new-host, target: "settings.a, b",',
      '    live: "x,  \\"y\\", z", until: 2026-12-28,',
      '    reason: "why so" }',
    ]);
    expect(parse(lines.join('\n'))).toEqual(parse(entry));
    expect(parse(entryLines(entry, 1).join('\n'))).toEqual(parse(entry));
  });

  it('is left alone where its texts have no end', () => {
    expect(entryLines('- "a, b', 3)).toEqual(['- "a, b']);
  });
});

describe('a command', () => {
  const command = "capstan absorb --only 'clients.a --b.name' --baseline git:capstan/production";

  it('stays a line where there is room', () => {
    expect(commandLines(command, Number.POSITIVE_INFINITY)).toEqual([command]);
  });

  it('breaks before its flags, where the shell goes on', () => {
    expect(commandLines(command, 60)).toEqual([
      "capstan absorb --only 'clients.a --b.name' \\",
      '    --baseline git:capstan/production',
    ]);
    expect(commandLines('a --b c', 1)).toEqual(['a \\', '    --b c']);
  });
});
