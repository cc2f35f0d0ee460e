import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

describe('generated code', () => {
  it('is made by the build and not committed', () => {
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('src/generated/');
    const committed = execFileSync('git', ['ls-files', 'src/generated'], { encoding: 'utf8' });
    expect(committed).toBe('');
  });

  it('needs no package at run time', () => {
    const scripts = readdirSync('src/generated').filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(1);
    for (const name of scripts)
      expect(readFileSync(`src/generated/${name}`, 'utf8')).not.toMatch(/^\s*import |require\(/mu);
  });
});

type Schema = Readonly<Record<string, unknown>>;

const partsOf = (node: unknown): Schema => (typeof node === 'object' && node !== null ? { ...node } : {});

/** The properties of a schema that lack what an editor shows, by path. */
function bareProperties(root: Schema, node: Schema, path: string): readonly string[] {
  const own = Object.entries(partsOf(node['properties'])).flatMap(([key, property]) => {
    const definition = String(partsOf(property)['$ref'] ?? '').slice('#/$defs/'.length);
    const shown = { ...partsOf(partsOf(root['$defs'])[definition]), ...partsOf(property) };
    return 'title' in shown && 'description' in shown ? [] : [`${path}/${key}`];
  });
  return [
    ...own,
    // What is under `then` narrows what stands elsewhere, and is shown there.
    ...Object.entries(node)
      .filter(([key]) => key !== 'then')
      .flatMap(([key, inner]) => bareProperties(root, partsOf(inner), `${path}/${key}`)),
  ];
}

describe('the schemas', () => {
  it.each(['config', 'protect'])('of %s say what each property is for', (name) => {
    const schema: Schema = JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8'));
    expect(bareProperties(schema, schema, name)).toEqual([]);
  });
});
