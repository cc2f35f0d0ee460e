import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { isStructured, type Json } from '../../../src/leaf/json.ts';
import { decideImport } from '../../../src/yaml-edit/import/decide-import.ts';
import type { DecidedScope } from '../../../src/yaml-edit/import/decide-scope.ts';
import { escapeReferences } from '../../../src/yaml-edit/write/yaml-text.ts';
import { lawRuns } from '../../support/law-runs.ts';
import { arbitraryLive } from './arbitrary-live.ts';
import { choice, fragmentFrom, sourceOf, writtenFrom } from './live-of.ts';

/** The value with its strings as they have to stand in a file. */
function asWritten(json: Json): Json {
  if (typeof json === 'string') return escapeReferences(json);
  if (Array.isArray(json)) return json.map(asWritten);
  if (!isStructured(json)) return Object.is(json, -0) ? 0 : json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, asWritten(value)]));
}

function expectedOf(scope: DecidedScope, section: 'settings' | 'custom'): Json {
  const written = scope[section].flatMap(({ key, decision }): [string, Json][] =>
    decision.kind === 'written' ? [[key, asWritten(decision.json)]] : [],
  );
  return Object.fromEntries(written);
}

/** Ends a line for some reader, turns the order of reading round, or is no character. */
function isTreacherous(character: string): boolean {
  if (character === '\n') return false;
  return /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\ufffe\uffff]/u.test(character);
}

const canonical = (json: Json): string =>
  JSON.stringify(json, (_, value) =>
    isStructured(value) && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

function expectScope(read: { settings?: Json; custom?: Json }, scope: DecidedScope): void {
  expect(canonical(read.settings ?? {})).toBe(canonical(expectedOf(scope, 'settings')));
  expect(canonical(read.custom ?? {})).toBe(canonical(expectedOf(scope, 'custom')));
}

describe('the text', () => {
  it('gives any YAML reader just what was decided, and is the same for the same live state', () => {
    fc.assert(
      fc.property(arbitraryLive, (live) => {
        const { text } = writtenFrom(live, choice);
        const decided = decideImport(sourceOf(live), choice, 'all');
        for (const version of ['1.2', '1.1'] as const) {
          const read = parse(text, { version, merge: true });
          expectScope(read, decided.global);
          expect(Object.keys(read.clients)).toEqual(decided.clients.map(({ alias }) => alias));
          for (const written of decided.clients) {
            expect(read.clients[written.alias].id).toBe(written.client.id);
            expectScope(read.clients[written.alias], written.scope);
          }
        }
        expect(writtenFrom({ ...live, clients: new Map([...live.clients].reverse()) }, choice).text).toBe(text);
      }),
      lawRuns,
    );
  });

  it('is one sound document in which nothing is hidden, and so is a fragment', () => {
    fc.assert(
      fc.property(arbitraryLive, (live) => {
        for (const { text } of [writtenFrom(live, choice), fragmentFrom(live, choice)]) {
          const { errors, warnings } = parseDocument(text, { strict: true });
          expect([...errors, ...warnings]).toEqual([]);
          expect([...text].filter(isTreacherous)).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
