import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogue } from '../../catalogue/catalogue.ts';
import type { Inventory, InventoryCell, InventoryRow } from '../../engine/comparison/inventory.ts';
import { propertyOf, thingsKind } from '../../kinds/index.ts';
import { nearestName } from '../../leaf/did-you-mean.ts';
import { formatTarget, type Target } from '../../model/address.ts';
import { coversTarget, parseTargetPattern, type TargetPattern } from '../../model/target-pattern.ts';
import { jsonText } from '../../render/machine/json.ts';
import { placeText, redactedValueText, shortened } from '../../render/text/value-text.ts';
import { endWith } from '../../workflows/ending.ts';
import { exitCode } from '../exit-codes.ts';
import { oneFileOnly } from '../run-files.ts';
import type { CommonFlags, Session } from '../terminal/session.ts';
import {
  codeSentences,
  type Explanation,
  exitCodeMeanings,
  explainCode,
  explainSetting,
  explanationJson,
  explanationText,
  type Fact,
} from './explanation.ts';
import { type FilePlaces, placesIn } from './places-in-files.ts';

/** Where keys are set in the files that exist. `missing`: those that do not. `live`: the live values; null: not asked for. */
type Files = {
  readonly from: readonly FilePlaces[];
  readonly missing: readonly string[];
  readonly live: Inventory | null;
};

/** Explains a setting, a target, a code, an exit code or a word. Ends with 64 if nothing is known. */
function explain(asked: string, files: Files): Explanation {
  const setting = explainSetting(asked);
  if (setting !== undefined) return withPlaces(setting, files, isKey(asked));
  const found = explainCode(asked) ?? explainTarget(asked, files) ?? explainOwnKey(asked, files) ?? search(asked);
  if (found === undefined) throw unknownTopic(asked);
  return found;
}

function explainTarget(asked: string, files: Files): Explanation | undefined {
  const pattern = parseTargetPattern(asked);
  if (pattern === undefined) return undefined;
  const covers = (target: Target): boolean => coversTarget(pattern, target);
  const setting = pattern.key === null ? undefined : explainSetting(keyOf(pattern));
  if (setting !== undefined && (pattern.section === 'settings' || isEither(keyOf(pattern))))
    return withPlaces({ ...setting, name: asked }, files, covers);
  return withPlaces(
    { topic: 'target', name: asked, says: targetText(pattern), facts: [], sections: [] },
    files,
    covers,
  );
}

function keyOf({ key }: TargetPattern): string {
  return key?.length === 1 ? (key[0] ?? '') : '';
}

function isEither(key: string): boolean {
  return catalogue.lookup(key)?.section === 'either';
}

function targetText({ kind, of, section, alias, property }: TargetPattern): string {
  const whose = alias === null ? 'for the whole application' : 'for one client, instead of the global value';
  switch (kind) {
    case 'global':
      return 'Everything that applies to the whole application: settings and custom settings.';
    case 'client':
      return 'An API client: its features, and its own values in settings and custom.';
    case 'property':
      return of === null ? '' : (propertyOf(thingsKind(of), property ?? '')?.says ?? '');
    case 'key':
      return section === 'custom'
        ? `A custom setting ${whose}. The service stores it as text; capstan does not know what reads it.`
        : `A setting ${whose} that the public documentation does not name.`;
    default:
      return `One ${thingsKind(kind).noun}: all that the file says of it.`;
  }
}

/** A name that only the files or the live application know. */
function explainOwnKey(asked: string, files: Files): Explanation | undefined {
  const isOwn = (target: Target): boolean =>
    isKey(asked)(target) || (target.kind !== 'key' && target.kind !== 'global' && target.alias === asked);
  const isInFiles = files.from.some(({ places }) => places.some(({ target }) => isOwn(target)));
  if (!isInFiles && files.live?.rows.some(({ key }) => key === asked) !== true) return undefined;
  const where = isInFiles ? 'the files' : 'the live application';
  const says = `Found in ${where}; the public documentation does not name it.`;
  return withPlaces({ topic: 'target', name: asked, says, facts: [], sections: [] }, files, isOwn);
}

function isKey(name: string): (target: Target) => boolean {
  return (target) => target.kind === 'key' && target.key === name;
}

function withPlaces(known: Explanation, files: Files, isMeant: (target: Target) => boolean): Explanation {
  const live = files.live === null ? [] : liveFacts(files.live, isMeant);
  return { ...known, facts: [...known.facts, ...fileFacts(files, isMeant), ...live] };
}

function fileFacts({ from, missing }: Files, isMeant: (target: Target) => boolean): readonly Fact[] {
  const lines = from.flatMap((one) => placeLines(one, isMeant));
  const none = from.filter(({ isWhole }) => isWhole).map(({ file }) => file);
  const said = [
    ...lines,
    ...(lines.length === 0 && none.length > 0 ? [`not in ${none.join(', ')}`] : []),
    // What is not read may set it.
    ...from.filter(({ isWhole }) => !isWhole).map(({ file }) => `${file} cannot be read as a whole: see \`validate\``),
    ...missing.map((file) => `${file} does not exist`),
  ];
  return (said.length === 0 ? ['no file: name one with -f'] : said).map((line): Fact => ['in the files', line]);
}

function placeLines({ places }: FilePlaces, isMeant: (target: Target) => boolean): readonly string[] {
  const meant = places.filter(({ target }) => isMeant(target));
  return meant.map(({ target, how, source }, at) => {
    const name = formatTarget(target);
    const isLaidOver = meant.slice(at + 1).some((other) => formatTarget(other.target) === name);
    const said = how === 'absent' ? `${name} is absent` : name;
    return `${placeText(source)}  ${said}${isLaidOver ? ' (a later file overrides it)' : ''}`;
  });
}

// More than one screen of them does not help.
const maxFound = 40;

function search(word: string): Explanation | undefined {
  const wanted = word.toLowerCase();
  const found = everything().filter(([name, says]) => `${name} ${says}`.toLowerCase().includes(wanted));
  if (wanted.trim() === '' || found.length === 0) return undefined;
  const more = found.length - maxFound;
  return {
    topic: 'search',
    name: word,
    says: `${found.length} ${found.length === 1 ? 'entry has' : 'entries have'} this word; \`capstan explain NAME\` explains one of them.`,
    facts: [...found.slice(0, maxFound), ...(more > 0 ? [['...', `and ${more} more`] as const] : [])],
    sections: [],
  };
}

function everything(): readonly Fact[] {
  const settings = catalogue.names.map((name) => [name, catalogue.lookup(name)?.description ?? ''] as const);
  return [...settings, ...codeSentences, ...exitCodeMeanings];
}

// The word is not repeated: it may be a misplaced secret.
function unknownTopic(asked: string): Error {
  const nearest = nearestName(asked, [...catalogue.names, ...codeSentences.keys()]);
  return endWith('wrongUsage', {
    code: 'unknown-topic',
    message: 'No setting, code or page has this name or word.',
    cure:
      nearest === undefined
        ? 'Give a setting, a target such as clients.ALIAS.settings.KEY, a code (printed in [brackets] or before a finding), an exit code, or a part of a word.'
        : `Did you mean ${nearest}?`,
  });
}

// More than one screen of them does not help.
const maxShown = 40;
const maxInheriting = 10;
const longestValue = 200;

/** The live values at the targets, where they come from, and which clients inherit them. */
function liveFacts({ rows, clients }: Inventory, isAsked: (target: Target) => boolean): readonly Fact[] {
  const names = clients.map(({ name }) => name);
  const lines = rows.flatMap((row) => rowLines(row, names, isAsked));
  const more = lines.length - maxShown;
  const shown = more > 0 ? [...lines.slice(0, maxShown), `and ${more} more`] : lines;
  return (shown.length === 0 ? ['no value under this name'] : shown).map((line): Fact => ['live', line]);
}

function rowLines(
  row: InventoryRow,
  names: readonly string[],
  isAsked: (target: Target) => boolean,
): readonly string[] {
  const isGlobal = row.section !== 'property' && isAsked(targetOf(row, null));
  const own = names.flatMap((name, at) => {
    const cell = row.cells[at];
    return cell !== undefined && (isGlobal || isAsked(targetOf(row, name))) ? [{ name, cell }] : [];
  });
  // The clients that inherit are listed once, below the inherited value.
  const told = isGlobal ? own.filter(({ cell }) => !isInherited(cell)) : own;
  const lines = told.flatMap(({ name, cell }) => cellLine(targetOf(row, name), cell));
  if (!isGlobal) return lines;
  const heirs = own.filter(({ cell }) => cell.state === 'inherited').map(({ name }) => name);
  return [...cellLine(targetOf(row, null), row.global), ...heirsLine(heirs), ...lines];
}

function isInherited({ state }: InventoryCell): boolean {
  return state === 'inherited' || state === 'unset';
}

function targetOf({ section, key }: InventoryRow, alias: string | null): Target {
  if (section === 'property') return { kind: 'property', of: 'client', alias: alias ?? '', property: key };
  return { kind: 'key', alias, section, key };
}

const remarks: Readonly<Partial<Record<InventoryCell['state'], string>>> = {
  inherited: 'inherited from the global scope',
  redundant: 'the same as the global value',
  ignored: 'no effect: it works only globally',
};

function cellLine(target: Target, { state, value }: InventoryCell): readonly string[] {
  const name = formatTarget(target);
  if (value.kind === 'absent') return [`${name}  (not set)`];
  const remark = remarks[state];
  const text = shortened(redactedValueText(value), longestValue);
  return [`${name}  ${text}${remark === undefined ? '' : `, ${remark}`}`];
}

function heirsLine(heirs: readonly string[]): readonly string[] {
  if (heirs.length === 0) return [];
  const more = heirs.length - maxInheriting;
  return [`inherited by ${heirs.slice(0, maxInheriting).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

export type ExplainFlags = CommonFlags & {
  readonly asked: string;
  /** Whether the live application is read. */
  readonly live: 'read' | 'left-out';
};

// Where no file is named.
const usualFile = 'capstan.yaml';

/** `capstan explain`: prints what is known about one name. Needs neither network nor file, except with `--live`. */
export async function explainOne({ asked, file, format, live }: ExplainFlags, session: Session): Promise<number> {
  const exists = (name: string): boolean => existsSync(resolve(session.cwd, name));
  const from = await Promise.all(file.filter(exists).map((name) => placesIn(name, session)));
  const missing = file.filter((name) => !exists(name) && name !== usualFile);
  const inventory = live === 'read' ? await readLive(file, session) : null;
  const explanation = explain(asked, { from, missing, live: inventory });
  const json = format === 'json';
  await session.stdout(
    json ? jsonText(explanationJson(explanation)) : explanationText(explanation, session.stdoutStyle),
  );
  return exitCode.done;
}

// Loaded on demand.
async function readLive([file = '', ...more]: readonly string[], session: Session): Promise<Inventory> {
  if (more.length > 0) throw oneFileOnly('--live');
  const { liveInventory } = await import('../../workflows/compare.ts');
  return liveInventory(file, session);
}
