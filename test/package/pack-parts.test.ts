import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';

type File = { readonly name: string; readonly code: string };
const script = join(import.meta.dirname, '../../scripts/pack-parts.mjs');
const {
  packParts,
}: {
  readonly packParts: (files: readonly File[], outputs: unknown, groups: readonly string[][]) => readonly File[];
} = await import(script);

const to = (paths: readonly string[], kind = 'import-statement') => paths.map((path) => ({ path, kind }));
const outputs = {
  'dist/cli.cjs': {
    entryPoint: 'main.ts',
    imports: [...to(['dist/parts/a.cjs']), ...to(['dist/parts/p.cjs'], 'dynamic')],
  },
  'dist/parts/a.cjs': { imports: [] },
  'dist/parts/b.cjs': { imports: to(['dist/parts/a.cjs']) },
  'dist/parts/p.cjs': { entryPoint: 'plan.ts', imports: to(['dist/parts/a.cjs', 'dist/parts/b.cjs']) },
  'dist/parts/rare.cjs': { entryPoint: 'rare.ts', imports: to(['dist/parts/b.cjs']) },
};
const files: readonly File[] = [
  {
    name: 'cli.cjs',
    code: 'seen("cli");const{a}=require("./parts/a.cjs");module.exports={a,plan:()=>require("./parts/p.cjs"),rare:()=>require("./parts/rare.cjs")};',
  },
  { name: 'parts/a.cjs', code: '"use strict";seen("a");module.exports={a:{}};' },
  { name: 'parts/b.cjs', code: '"use strict";seen("b");const{a}=require("./a.cjs");module.exports={b:a};' },
  {
    name: 'parts/p.cjs',
    code: '"use strict";seen("p");const{a}=require("./a.cjs");const{b}=require("./b.cjs");module.exports={a,b};',
  },
  { name: 'parts/rare.cjs', code: '"use strict";seen("rare");const{b}=require("./b.cjs");module.exports={b};' },
];

describe('packParts', () => {
  const packed = packParts(files, outputs, [['main.ts'], ['plan.ts']]);

  function start() {
    const seen: string[] = [];
    const given = new Map<string, object>();
    const load = (path: string): object => {
      const { name, code } = packed.find((one) => path.endsWith(one.name.replace('parts/', ''))) ?? {
        name: '',
        code: '',
      };
      if (!given.has(name)) {
        const module = { exports: {} };
        vm.runInThisContext(`(function(module,require,seen){${code}\n})`)(module, load, (one: string) =>
          seen.push(one),
        );
        given.set(name, module.exports);
      }
      return given.get(name) ?? {};
    };
    const program = load('cli.cjs') as {
      readonly a: object;
      plan(): Record<string, object>;
      rare(): Record<string, object>;
    };
    return { program, seen, loaded: () => [...given.keys()] };
  }

  it('puts what is loaded together into one file, and leaves alone what is not', () => {
    const names = packed.map(({ name }) => name.replace(/-[0-9A-F]{8}/, ''));
    expect(names.sort()).toEqual(['cli.cjs', 'parts/pack.cjs', 'parts/pack.cjs', 'parts/rare.cjs']);
  });

  it('gives each part once, whoever asks, and none before', () => {
    const { program, seen, loaded } = start();
    expect(seen).toEqual(['cli', 'a']);
    expect(loaded()).toHaveLength(2);
    const { a, b } = program.plan();
    expect([a === program.a, b === program.a, program.rare()['b'] === b]).toEqual([true, true, true]);
    expect(seen).toEqual(['cli', 'a', 'p', 'b', 'rare']);
    expect(loaded()).toHaveLength(4);
  });

  it('ends the build when an entry is gone', () => {
    expect(() => packParts(files, outputs, [['gone.ts']])).toThrow('gone.ts is no part of its own');
  });
});
