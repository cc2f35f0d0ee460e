import { expect, it } from 'vitest';
import * as files from '../../src/config/check/problems-and-limits.ts';
import { jsonMaxDepth } from '../../src/leaf/parse-json.ts';
import * as apply from '../../src/run/execute/waiting.ts';
import * as journal from '../../src/run/journal/sealed-values.ts';
import * as api from '../../src/service/interface.ts';
import * as run from '../../src/workflows/run-context.ts';
import { markedPart, replaceMarkedPart } from './marked-part.ts';

const page = 'docs/reliability.md';

const sources: readonly (readonly [string, object])[] = [
  ['src/service/interface.ts', api.apiLimits],
  ['src/leaf/parse-json.ts', { jsonMaxDepth }],
  ['src/run/execute/waiting.ts', apply],
  ['src/workflows/run-context.ts', run],
  ['src/run/journal/sealed-values.ts', journal],
  ['src/config/check/problems-and-limits.ts', files],
];

it('docs/reliability.md names every bound with its value (UPDATE_RELIABILITY=1 writes it anew)', () => {
  const rows = sources.flatMap(([file, bounds]) =>
    Object.entries(bounds)
      .filter(([, value]) => typeof value !== 'function')
      .map(([name, value]) => [`\`${name}\``, shown(name, value), `[${file}](../${file})`]),
  );
  const table = [['bound', 'value', 'where'], ['---', '---', '---'], ...rows].map((row) => `| ${row.join(' | ')} |`);
  if (process.env['UPDATE_RELIABILITY'] === '1') replaceMarkedPart(page, 'bounds', table.join('\n'));
  else expect(markedPart(page, 'bounds')).toBe(table.join('\n'));
});

function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => shown(name, each)).join(', ');
  if (typeof value !== 'number') throw new Error(`${name} is no number`);
  if (name.endsWith('Ms')) return duration(value);
  return name.endsWith('Bytes') ? size(value) : value.toLocaleString('en-US').replaceAll(',', ' ');
}

function duration(ms: number): string {
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`;
  return ms % 1_000 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

function size(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MiB` : `${bytes / 1024} KiB`;
}
