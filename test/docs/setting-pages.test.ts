import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, settings } from '../../src/catalogue/catalogue.ts';
import { guards } from '../../src/engine/guards/index.ts';
import type { Json } from '../../src/leaf/json.ts';
import { placesOf } from '../config/load.ts';
import { aDesiredClient, aLiveClient, type DecideWish, findingsOf, plain, secretLiteral } from '../support/builders.ts';

const folder = 'docs/reference/settings';
const names = settings.flatMap(({ rows }) => rows.map(({ name }) => name));
const pages = new Map(names.map((name) => [name, readFileSync(join(folder, pageOf(name)), 'utf8')]));

function pageOf(name: string): string {
  return `${name.replaceAll(/[{}]/g, '')}.md`;
}

/** The guards that the page of a setting names. */
function namedOn(name: string): readonly string[] {
  return [...(pages.get(name) ?? '').matchAll(/^- \[([a-z-]+)\]\(\.\.\/\.\.\/guards\/\1\.md\)/gm)].map(
    ([, code = '']) => code,
  );
}

function fires(code: string, wishes: readonly DecideWish[]): boolean {
  const [guard] = guards.filter((one) => one.code === code);
  if (guard === undefined) throw new Error(`no guard ${code}`);
  return wishes.some((wish) => findingsOf(guard, { catalogue, ...wish }).length > 0);
}

// Something in which each setting with a direction gets weaker: from the first value to the second, or to none.
const steps: readonly (readonly [Json, Json | undefined])[] = [
  [5, 9_999_999_999],
  [9_999_999_999, 5],
  [true, false],
  [false, true],
  ['https://a.example', 'http://b.example'],
  [['a', 'b'], ['a']],
  [['a'], ['a', 'b']],
  [{ a: 1 }, { a: 1, b: 1 }],
  ['["a"]', '["a", "*"]'],
  ['https://a.example', 'https://a.example https://b.example'],
  ['a', undefined],
];

function weakerFor(key: string): readonly DecideWish[] {
  return steps.map(([before, after]) => ({
    live: { global: { settings: { [key]: before } } },
    desired: after === undefined ? { absentSettings: [key] } : { settings: new Map([[key, plain(after)]]) },
  }));
}

const web = aLiveClient({ id: 'id-of-web' });

/** For some guards: something that each of them has to do with, made of the key. */
const occasions: Readonly<Record<string, (key: string) => readonly DecideWish[]>> = {
  'security-lowered': weakerFor,
  'new-host': weakerFor,
  'global-only': (key) =>
    [true, 1].map((value) => ({
      live: { clients: [web], options: null },
      desired: { clients: [aDesiredClient({ settings: { [key]: value } })] },
    })),
  'ambiguous-name': (key) => [{ desired: { custom: { [key]: 1 } } }],
};

describe('the page of a setting', () => {
  it('is there for each setting, and there is no other', () => {
    expect(readdirSync(folder).sort()).toEqual(names.map(pageOf).sort());
    expect(readFileSync('docs/reference/settings.md', 'utf8').match(/\(settings\/\w.*?\.md\)/g)).toHaveLength(
      names.length,
    );
  });

  it('shows lines that a file may have', async () => {
    const head = 'version: 1\napplication: { id: app1, region: us }\n';
    for (const [name, page] of pages) {
      const [, lines = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? [];
      expect(lines, name).not.toBe('');
      const found = await placesOf(`${head}${lines}`, { unsetSecrets: 'not-compared' });
      expect(
        found.filter((place) => !/ unset-variable$/.test(place)),
        name,
      ).toEqual([]);
    }
  });

  it.each(Object.entries(occasions))('names %s where it looks at the setting, and nowhere else', (code, wishes) => {
    const found = names.filter((name) => fires(code, wishes(name.replace('{entity_type}', 'user'))));
    expect(found).toEqual(names.filter((name) => namedOn(name).includes(code)));
  });

  it('names the guards of secrets where the catalogue knows a secret', () => {
    const secrets = names.filter((name) => catalogue.lookup(name)?.secret);
    for (const code of ['secret-in-file', 'damaged-secret', 'secret-removed'])
      expect(names.filter((name) => namedOn(name).includes(code))).toEqual(secrets);
    expect(fires('secret-in-file', [{ desired: { settings: new Map([['rpx_key', secretLiteral('x')]]) } }])).toBe(true);
  });
});
