import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';

const script = (name: string) => join(import.meta.dirname, '../../scripts', name);
const { lazyRequires }: { readonly lazyRequires: (text: string) => string } = await import(script('lazy-requires.mjs'));
const { shrunkSource }: { readonly shrunkSource: (text: string, target: string) => Promise<string> } = await import(
  script('shrink-sources.mjs')
);

describe('lazyRequires', () => {
  const text = [
    'const errors_1 = require("./errors");',
    'const list_1 = __importDefault(require("./list"));',
    'exports.make = () => new list_1.default((0, errors_1.text)(), other.errors_1);',
    'exports.Failure = class extends errors_1.Base {};',
  ];

  function evaluated(lines: readonly string[]) {
    const loaded: string[] = [];
    const others = {
      './errors': { text: () => 'said', Base: class {} },
      './list': function List(this: { one: string }, one: string) {
        this.one = one;
      },
    };
    const exported: { make?: () => { one: string } } = {};
    const context = {
      exports: exported,
      other: {},
      __importDefault: (module: unknown) => ({ default: module }),
      require: (name: keyof typeof others) => {
        loaded.push(name);
        return others[name];
      },
    };
    vm.runInNewContext(lazyRequires(lines.join('\n')), context);
    return { exported, loaded };
  }

  it('loads a module at its first use, and once', () => {
    const { exported, loaded } = evaluated(text.slice(0, 3));
    expect(loaded).toEqual([]);
    expect([exported.make?.().one, exported.make?.().one]).toEqual(['said', 'said']);
    expect(loaded).toEqual(['./list', './errors']);
  });

  it('loads at once what a class extends', () => {
    expect(evaluated(text).loaded).toEqual(['./errors']);
  });
});

describe('shrunkSource', () => {
  const shrunk = (text: string) => shrunkSource(text, 'node20.19');

  it('shortens what is local to a function, and keeps what a stack trace names', async () => {
    const made = await shrunk(
      "import { part } from './part.ts';\nexport function whole(given: string) { const inner = part(given); return inner + inner; }\nclass Kept { method(argument: string) { return whole(argument); } }\nexport const kept = new Kept();",
    );
    for (const name of ['part', 'whole', 'Kept', 'method', 'kept']) expect(made).toMatch(new RegExp(`\\b${name}\\b`));
    for (const name of ['given', 'inner', 'argument']) expect(made).not.toContain(name);
    expect(made).toMatch(/^import.*"\.\/part\.ts".*export\{.*\};\s*$/s);
  });

  it('keeps the names of private methods, which are in stack traces', async () => {
    expect(await shrunk('export class Kept { #inner() {} outer() { this.#inner(); } }')).toContain('#inner(');
  });
});
