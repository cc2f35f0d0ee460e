import { describe, expect, it } from 'vitest';
import { desiredOf, head, placesOf, problemsOf } from './load.ts';

const client = (lines: string): string => `${head}clients:\n  web:\n    ${lines}\n`;

async function properties(lines: string, env: Readonly<Record<string, string>> = {}) {
  const desired = await desiredOf(client(lines), { env });
  return [...(desired.clients.get('web')?.scope.properties ?? [])].map(([name, { value, source }]) => [
    name,
    value,
    source.line,
  ]);
}

describe('the properties of a client in a file', () => {
  it('are not managed when they are left out', async () => {
    expect(await properties('id: x')).toEqual([]);
  });

  it('have a value and a place, and may come from variables', async () => {
    const lines =
      'id: x\n    name: Shop ${env:STAGE}\n    ipAllowList: ["${env:OFFICE}", "2001:db8::/32"]\n    features: [owner]';
    expect(await properties(lines, { STAGE: 'test', OFFICE: '203.0.113.7' })).toEqual([
      ['features', ['owner'], 8],
      ['name', 'Shop test', 6],
      ['ipAllowList', ['203.0.113.7', '2001:db8::/32'], 7],
    ]);
  });

  it('hold no secret, since they are shown', async () => {
    const lines = 'id: x\n    name: Shop ${secret:CAPSTAN_VAR_S}';
    expect(await placesOf(client(lines), { env: { CAPSTAN_VAR_S: 's3cret' } })).toEqual([
      'capstan.yaml:6:11 secret-not-allowed',
    ]);
  });

  it('may be empty where that means something', async () => {
    expect(await properties('{ id: x, ipAllowList: [] }')).toEqual([['ipAllowList', [], 5]]);
  });

  it('have a name that is not empty, wherever it comes from', async () => {
    expect(await problemsOf(client('{ id: x, name: "" }'))).toMatchObject([
      { code: 'empty-text', cure: expect.stringContaining('Console'), source: { line: 5, column: 14 } },
    ]);
    expect(await problemsOf(client('{ id: x, name: "${env:STAGE:-}" }'))).toMatchObject([
      { code: 'empty-text', message: 'the variables give an empty name', source: { line: 5, column: 20 } },
    ]);
  });

  it('hold no range that is none, each with its place', async () => {
    expect(await placesOf(client('id: x\n    ipAllowList: [10.0.0.0/33, office, 10.0.0.1, "::1/129"]'))).toEqual([
      'capstan.yaml:6:19 bad-range',
      'capstan.yaml:6:32 bad-range',
      'capstan.yaml:6:50 bad-range',
    ]);
  });

  it('give no other name to a client that is found by one', async () => {
    expect(await placesOf(client('find: { name: Shop }\n    name: Store'))).toEqual([
      'capstan.yaml:6:5 renames-found-client',
    ]);
    expect(await properties('find: { name: Shop }\n    name: Shop')).toEqual([['name', 'Shop', 6]]);
  });
});
