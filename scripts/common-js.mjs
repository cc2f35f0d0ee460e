// CommonJS of what esbuild divides, which it gives as ESM alone. esbuild's own conversion names the part at each use of an
// import and puts its helpers into each part: that is a tenth of the package, and slower to start.
import { init, parse } from 'es-module-lexer';

/**
 * The same module as CommonJS. `metaUrl`: an expression for import.meta.url. What is imported is taken when the module is
 * loaded, so that parts must not import each other in a circle (`assertNoCircles`).
 */
export async function commonJsOf(text, metaUrl) {
  await init;
  const [imports, exports] = parse(text);
  const statements = imports.filter(({ d }) => d === -1);
  const body = imports.map((found) => ({ from: found.ss, to: endOf(text, found), by: replacementOf(text, found) }));
  const end = exports.length === 0 ? text.length : text.lastIndexOf('export', exports[0].s);
  const meta = imports.some(({ d }) => d === -2) ? `const moduleMeta={url:${metaUrl}};` : '';
  const requires = statements.map(({ ss, se, n }) => requireOf(text.slice(ss, se), n)).join('');
  return `"use strict";${meta}${requires}${replaced(text.slice(0, end), body)}${exportsOf(text.slice(end))}`;
}

function endOf(text, { d, se }) {
  return d === -1 && text[se] === ';' ? se + 1 : se;
}

function replacementOf(text, { d, n, s, e }) {
  if (d === -1) return '';
  if (d === -2) return 'moduleMeta';
  if (n?.startsWith('.')) return `Promise.resolve().then(()=>require(${JSON.stringify(asCjs(n))}))`;
  return `Promise.resolve().then(()=>(all=>({...all,default:all}))(require(${text.slice(s, e)})))`;
}

function replaced(text, changes) {
  let [result, at] = ['', 0];
  for (const { from, to, by } of changes) {
    result += text.slice(at, from) + by;
    at = to;
  }
  return result + text.slice(at);
}

function asCjs(path) {
  return path.startsWith('.') ? path.replace(/\.js$/, '.cjs') : path;
}

const importStatement = /^import\s*(?:([\w$]+)\s*,?\s*)?(?:\{([^}]*)\}|\*\s*as\s+([\w$]+))?\s*(?:from\s*)?["']/;

/** Parts of Node that take long to load, and that many runs never call: a run of `validate` needs neither. */
const loadedAtFirstCall = ['node:crypto', 'node:child_process'];

function requireOf(statement, path) {
  const [, whole, names, all] = importStatement.exec(statement) ?? [];
  if (loadedAtFirstCall.includes(path)) return callsOf(names ?? '', path);
  const loaded = `require(${JSON.stringify(asCjs(path))})`;
  // Parts of Node are their own default.
  const isPart = path.startsWith('.');
  const wanted = [
    ...(whole === undefined ? [] : [isPart ? `{default:${whole}}` : whole]),
    ...(names === undefined ? [] : [`{${pairs(names, ':')}}`]),
    ...(all === undefined ? [] : [all]),
  ];
  if (wanted.length === 0) return `${loaded};`;
  return wanted.map((name) => `const ${name}=${loaded};`).join('');
}

// Functions alone: whatever else were imported would have to be there at once.
function callsOf(names, path) {
  return pairs(names, ' ')
    .split(',')
    .map((one) => {
      const [name, own = name] = one.split(' ');
      if (!/^[a-z]/.test(name)) throw new Error(`${path} is loaded at the first call, and ${name} is no function`);
      return `const ${own}=(...all)=>require(${JSON.stringify(path)}).${name}(...all);`;
    })
    .join('');
}

function pairs(names, colon) {
  return names
    .split(',')
    .filter((name) => name.trim() !== '')
    .map((name) => name.trim().replace(/\s+as\s+/, colon))
    .join(',');
}

const exportStatement = /^export\s*(?:\{([^}]*)\}|default\s+([^;]+));?\s*/;

function exportsOf(text) {
  const given = [];
  let rest = text.trim();
  while (rest !== '') {
    const found = exportStatement.exec(rest);
    if (found === null) throw new Error(`cannot convert ${rest.slice(0, 80)}`);
    const [all, names, value] = found;
    given.push(value === undefined ? swapped(names) : `default:${value}`);
    rest = rest.slice(all.length);
  }
  return given.length === 0 ? '' : `module.exports={${given.filter((one) => one !== '').join(',')}};`;
}

// `export{inside as outside}` is `{outside:inside}`.
function swapped(names) {
  return pairs(names, ' ')
    .split(',')
    .map((name) => name.split(' ').reverse().join(':'))
    .join(',');
}

/** Ends the build when parts import each other in a circle. `outputs` is that of esbuild's metafile. */
export function assertNoCircles(outputs) {
  const done = new Set();
  const visit = (path, way) => {
    if (way.includes(path)) throw new Error(`parts import each other: ${[...way, path].join(' -> ')}`);
    if (done.has(path)) return;
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement') visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of Object.keys(outputs)) visit(path, []);
}
