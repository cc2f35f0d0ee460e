import fc from 'fast-check';
import { isStructured, type Json } from '../../../src/leaf/json.ts';
import { jsonStructure, oddText } from '../../support/arbitraries.ts';

/** A line of a file with the targets that it speaks of; null: what only lends structure to others. */
type Line = { readonly text: string; readonly targets: readonly string[] | null };

/** A file that a person may have written, and what a live application holds. */
export type Case = {
  readonly lines: readonly Line[];
  readonly lineBreak: string;
  readonly closing: string;
  readonly mark: string;
  readonly live: { readonly [scope: string]: { readonly [section: string]: ReadonlyMap<string, Json> } };
  readonly features: readonly string[];
};

const strings = oddText.filter((text) => !/[\p{Cs}\p{Co}\p{Cn}]/u.test(text));
const structures = jsonStructure.filter((json) => JSON.stringify(json).length < 400);
const settingValues: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  login_attempts: fc.oneof(fc.integer(), fc.integer().map(String)),
  site_name: strings,
  site_url: strings,
  email_method: strings,
  ccp_enable_email_send_buttons: fc.boolean(),
  user_search_display_fields: structures,
};
const customValue = fc.oneof({ weight: 4, arbitrary: strings }, { weight: 1, arbitrary: structures });
const customValues = Object.fromEntries(
  ['banner_text', 'banner_link', 'b.c', '__proto__', 'constructor', 'x*y', 'ünï', '5'].map((key) => [key, customValue]),
);

type Fate = 'same' | 'changed' | 'gone' | 'new' | 'buried';
type Key = {
  readonly key: string;
  readonly file: Json;
  readonly live: Json;
  readonly fate: Fate;
  readonly style: Style;
};
type Style = {
  readonly quotes: 'plain' | 'single' | 'double' | 'block';
  readonly comment: string;
  readonly above: readonly string[];
  readonly quotedKey: boolean;
};

const style: fc.Arbitrary<Style> = fc.record({
  quotes: fc.constantFrom('plain', 'single', 'double', 'block'),
  comment: fc.constantFrom('', '', ' # why', '   # "why": [x'),
  above: fc.constantFrom([], [], [''], ['# above'], ['', '# --- above ---']),
  quotedKey: fc.boolean(),
});
const fate: fc.Arbitrary<Fate> = fc.constantFrom('same', 'changed', 'changed', 'gone', 'new', 'buried');

function keysOf(values: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<readonly Key[]> {
  const each = Object.entries(values).map(([key, value]) =>
    fc.option(fc.record({ key: fc.constant(key), file: value, live: value, fate, style }), { freq: 3 }),
  );
  return fc.tuple(...each).map((keys) => keys.flatMap((key) => (key === null ? [] : [key])));
}

const section = (values: Readonly<Record<string, fc.Arbitrary<Json>>>) =>
  fc.record({ keys: keysOf(values), flow: fc.constantFrom('block', 'block', 'brackets') });
type Section = { readonly keys: readonly Key[]; readonly flow: string };
const scope = fc.record({ settings: section(settingValues), custom: section(customValues) });
type Scope = { readonly settings: Section; readonly custom: Section };
const featureNames = ['owner', 'access_issuer', 'direct_access'];

/** Any file with its live application. */
export const arbitraryCase: fc.Arbitrary<Case> = fc
  .record({
    global: scope,
    web: scope,
    features: fc.tuple(fc.subarray(featureNames, { minLength: 1 }), fc.subarray(featureNames, { minLength: 1 })),
    featureStyle: fc.constantFrom('block', 'brackets'),
    step: fc.constantFrom('  ', '   ', '    '),
    lineBreak: fc.constantFrom('\n', '\n', '\r\n'),
    closing: fc.constantFrom('break', 'break', ''),
    mark: fc.constantFrom('', '', '\ufeff'),
    unmentioned: fc.constantFrom('keep', 'remove'),
  })
  .map(({ global, web, features: [asked, held], featureStyle, step, lineBreak, closing, mark, unmentioned }) => {
    const inner = clientLines(web, asked, featureStyle, step);
    const lines = [
      ...['# a file', 'version: 1', `unmentioned: ${unmentioned}`, 'application: { id: app1, region: us } # where'].map(
        structure,
      ),
      ...scopeLines(global, '', step),
      ...['', 'clients:', `${step}web: # the one`].map(structure),
      ...indented(inner, `${step}${step}`),
      structure('# the end'),
    ];
    const live = { global: liveOf(global), web: liveOf(web) };
    return { lines, lineBreak, closing: closing === 'break' ? lineBreak : '', mark, live, features: held };
  });

export function textOf({ lines, lineBreak, closing, mark }: Case): string {
  return `${mark}${lines.map(({ text }) => text).join(lineBreak)}${closing}`;
}

function structure(text: string): Line {
  return { text, targets: null };
}

function plainLine(text: string): Line {
  return { text, targets: [] };
}

function indented(lines: readonly Line[], by: string): readonly Line[] {
  return lines.map((line) => (line.text === '' ? line : { ...line, text: `${by}${line.text}` }));
}

function liveOf({ settings, custom }: Scope): { settings: Map<string, Json>; custom: Map<string, Json> } {
  const held = ({ keys }: Section): Map<string, Json> =>
    new Map(
      keys.flatMap(({ key, file, live, fate: became }): [string, Json][] => {
        if (became === 'gone') return [];
        return [[key, became === 'same' ? file : live]];
      }),
    );
  return { settings: held(settings), custom: held(custom) };
}

function clientLines(web: Scope, features: readonly string[], form: string, step: string): readonly Line[] {
  const targets = ['clients.web.features'];
  const list: readonly Line[] =
    form === 'block'
      ? [structure('features:'), ...features.map((name) => ({ text: `${step}- ${name} # ${name}`, targets }))]
      : [{ text: `features: [ ${features.join(', ')} ] # what it may`, targets }];
  return [structure('id: id-of-web'), ...list, ...scopeLines(web, 'clients.web.', step)];
}

function scopeLines(parts: Scope, prefix: string, step: string): readonly Line[] {
  const values = (['settings', 'custom'] as const).flatMap((name) => sectionLines(parts[name], name, prefix, step));
  return [...values, ...absentLines(parts, prefix, step)];
}

function sectionLines({ keys, flow }: Section, name: string, prefix: string, step: string): readonly Line[] {
  const declared = keys.filter((one) => one.fate !== 'new' && one.fate !== 'buried');
  // A key that only live has is absorbed where the file manages the whole section.
  const head = [structure('')];
  if (declared.length === 0) return keys.length === 0 ? [] : [...head, structure(`${name}: {}`)];
  if (flow === 'brackets') {
    const parts = declared.map(({ key, file }) => `${JSON.stringify(key)}: ${JSON.stringify(escaped(file))}`);
    // What comes in or goes out changes the one line, too.
    const targets = keys.map(({ key }) => `${prefix}${name}.${targetKey(key)}`);
    return [...head, { text: `${name}: { ${parts.join(', ')} }`, targets }];
  }
  const lines = declared.flatMap((one) => keyLines(one, `${prefix}${name}.${targetKey(one.key)}`, step));
  return [...head, structure(`${name}: # section`), ...indented(lines, step), plainLine(`${step}# end of ${name}`)];
}

function targetKey(key: string): string {
  return key.replace(/[\\*]/g, '\\$&');
}

function absentLines(parts: Scope, prefix: string, step: string): readonly Line[] {
  const lists = (['settings', 'custom'] as const).flatMap((name): readonly Line[] => {
    const buried = parts[name].keys.filter((one) => one.fate === 'buried');
    const items = buried.map(
      ({ key, style: { comment, quotedKey } }): Line => ({
        text: `- ${quotedKey ? JSON.stringify(key) : `{ key: ${JSON.stringify(key)}, reason: x }`}${comment}`,
        targets: [`${prefix}${name}.${targetKey(key)}`],
      }),
    );
    return items.length === 0 ? [] : [structure(`${name}:`), ...indented(items, step)];
  });
  return lists.length === 0 ? [] : [structure('absent: # tombs'), ...indented(lists, step)];
}

function keyLines(
  { key, file, style: { quotes, comment, above, quotedKey } }: Key,
  target: string,
  step: string,
): readonly Line[] {
  const name = quotedKey || !/^[a-z_]+$/u.test(key) ? JSON.stringify(key) : key;
  const targets = [target];
  const over = above.map(plainLine);
  const lines = quotes === 'block' && typeof file === 'string' ? blockOf(escaped(file) as string, step) : undefined;
  if (lines !== undefined) {
    const [head = '', ...body] = lines;
    return [...over, { text: `${name}: ${head}${comment}`, targets }, ...body.map((text) => ({ text, targets }))];
  }
  return [...over, { text: `${name}: ${scalarOf(escaped(file), quotes)}${comment}`, targets }];
}

function escaped(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('${', '$${'.replace('$$', '$$$$'));
  if (!isStructured(value)) return value;
  return Array.isArray(value)
    ? value.map(escaped)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, escaped(part)]));
}

function blockOf(text: string, step: string): readonly string[] | undefined {
  if (!/^[\w .,:;]+(?:\n[\w.,:;]+)*\n?$/u.test(text) || /^ | $/mu.test(text)) return undefined;
  const body = text.replace(/\n$/u, '').split('\n');
  return [text.endsWith('\n') ? '|' : '|-', ...body.map((line) => `${step}${line}`)];
}

function scalarOf(value: Json, quotes: Style['quotes']): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (quotes === 'plain' && /^[A-Za-z0-9][\w./]*$/u.test(value) && !/^(?:true|false|null|y|n|no|yes)$/iu.test(value)) {
    return value;
  }
  const isSimple = /^[\x20-\x7e]*$/u.test(value);
  return quotes === 'single' && isSimple ? `'${value.replaceAll("'", "''")}'` : quotedOf(value);
}

function quotedOf(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
