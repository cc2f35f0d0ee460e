import { describe, expect, it } from 'vitest';
import { chooseClients, unknownClients } from '../../../src/yaml-edit/import/import-input.ts';
import { clientOf } from './live-of.ts';

const clients = new Map([clientOf('1', 'Web'), clientOf('2', 'Mobile\n'), clientOf('3', '1')].map((c) => [c.id, c]));

describe('chooseClients', () => {
  it('chooses all when nothing is asked', () => {
    expect(chooseClients(clients, [])).toEqual({ kind: 'chosen', ids: null });
  });

  it('takes a name or an id, and every client that has it', () => {
    expect(chooseClients(clients, ['Web', '1'])).toEqual({ kind: 'chosen', ids: new Set(['1', '3']) });
  });

  it('names all clients when one is not there, letter by letter', () => {
    const chosen = chooseClients(clients, ['web', 'Web']);
    expect(chosen).toEqual({ kind: 'unknown', missing: ['web'] });
    const { code, message, cure } = unknownClients(['web'], clients);
    expect(code).toBe('unknown-client');
    expect(message).toContain('"web"');
    expect(cure).toContain('"1", "Mobile\\n", "Web"');
  });
});
