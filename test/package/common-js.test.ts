import { join } from 'node:path';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/common-js.mjs');
const {
  assertNoCircles,
  commonJsOf,
}: {
  readonly assertNoCircles: (outputs: unknown) => void;
  readonly commonJsOf: (text: string, metaUrl: string) => Promise<string>;
} = await import(script);

type Loaded = { readonly [name: string]: unknown };

/** What a part gives when it is loaded. `others`: what its `require` gives. */
async function loaded(text: string, others: { readonly [path: string]: unknown } = {}): Promise<Loaded> {
  const code = await commonJsOf(text, '"file:///here"');
  const module = { exports: {} };
  const wrapper = vm.runInThisContext(`(function(exports,require,module){${code}\n})`);
  wrapper(module.exports, (path: string) => others[path] ?? process.getBuiltinModule(path), module);
  return module.exports;
}

describe('commonJsOf', () => {
  it.each<[string, string, Loaded]>([
    ['names', 'var a=1;function b(){return 2}export{a,b as c};', { a: 1, c: expect.any(Function) }],
    ['a default', 'var f=()=>({x:1});export default f();', { default: { x: 1 } }],
    ['a default beside names', 'var f=()=>3,a=1;export default f();export{a};', { default: 3, a: 1 }],
    ['names of another part', 'import{x as y,z}from"./other.js";var sum=y+z;export{sum};', { sum: 5 }],
    ['the default of another part', 'import d from"./other.js";var e=d;export{e};', { e: 'default' }],
    [
      'parts of Node',
      'import p,{sep}from"node:path";import*as all from"node:path";var a=[p.sep===sep,all.sep===sep];export{a};',
      { a: [true, true] },
    ],
    ['an import in the middle', 'var a=1;import{z}from"./other.js";var b=z;export{a,b};', { a: 1, b: 3 }],
    ['its address', 'var u=new URL("x",import.meta.url).href;export{u};', { u: 'file:///x' }],
    [
      'texts that look like imports',
      'var t=`import{x}from"./other.js";export{t};`;export{t};',
      { t: 'import{x}from"./other.js";export{t};' },
    ],
    ['nothing', 'var a=1;', {}],
  ])('keeps %s', async (_, text, expected) => {
    expect(await loaded(text, { './other.cjs': { x: 2, z: 3, default: 'default' } })).toEqual(expected);
  });

  it('loads a part, and a part of Node, when it is asked for', async () => {
    const text = 'var a=()=>import("./other.js"),b=()=>import("node:path");export{a,b};';
    const { a, b } = await loaded(text, { './other.cjs': { x: 2 } });
    expect(await (a as () => Promise<unknown>)()).toEqual({ x: 2 });
    expect(await (b as () => Promise<unknown>)()).toMatchObject({ default: { sep: expect.any(String) } });
  });
});

describe('parts of Node that take long to load', () => {
  it('are loaded at the first call', async () => {
    const asked: unknown[] = [];
    const hash = (...all: readonly unknown[]) => asked.push(all) && 'made';
    const crypto = {
      get createHash() {
        return asked.push('asked') && hash;
      },
    };
    const text = 'import{createHash as h}from"node:crypto";var make=()=>h("sha256",1);export{make};';
    const { make } = await loaded(text, { 'node:crypto': crypto });
    expect(asked).toEqual([]);
    expect((make as () => unknown)()).toBe('made');
    expect(asked).toEqual(['asked', ['sha256', 1]]);
  });

  it('give functions alone', async () => {
    await expect(loaded('import{KeyObject}from"node:crypto";var a=KeyObject;export{a};')).rejects.toThrow(
      'no function',
    );
  });
});

describe('assertNoCircles', () => {
  const to = (...paths: readonly string[]) => ({ imports: paths.map((path) => ({ path, kind: 'import-statement' })) });

  it('ends the build where parts import each other, and only there', () => {
    expect(() => assertNoCircles({ a: to('b', 'c'), b: to('c'), c: to() })).not.toThrow();
    expect(() => assertNoCircles({ a: to('b'), b: to('a') })).toThrow('a -> b -> a');
  });
});
