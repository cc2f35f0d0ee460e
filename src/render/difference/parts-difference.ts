import { byText, canonicalJson, isJsonObject, isStructured, type Json, type JsonObject } from '../../leaf/json.ts';
import { stepsBetween } from './steps.ts';

/** What differs inside a map or a list. `path` reads like `.limits.max` or `[2]`. */
export type PartChange =
  | { readonly kind: 'added'; readonly path: string; readonly after: Json }
  | { readonly kind: 'removed'; readonly path: string; readonly before: Json }
  | { readonly kind: 'changed'; readonly path: string; readonly before: Json; readonly after: Json };

export type PartsDifference = { readonly changes: readonly PartChange[]; readonly unchanged: number };

// Deeper parts are shown whole.
const maxDepth = 8;

/** The parts of two maps, or two lists, that are not the same, and how many parts are. */
export function partsDifference(before: Json, after: Json): PartsDifference {
  return differ(before, after, '', 0);
}

function differ(before: Json, after: Json, path: string, depth: number): PartsDifference {
  if (canonicalJson(before) === canonicalJson(after)) return { changes: [], unchanged: 1 };
  if (depth < maxDepth && isJsonObject(before) && isJsonObject(after)) return differInMap(before, after, path, depth);
  if (depth < maxDepth && Array.isArray(before) && Array.isArray(after))
    return differInList(before, after, path, depth);
  return { changes: [{ kind: 'changed', path, before, after }], unchanged: 0 };
}

function differInMap(before: JsonObject, after: JsonObject, path: string, depth: number): PartsDifference {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(byText);
  return together(
    keys.map((key): PartsDifference => {
      const place = `${path}${step(key)}`;
      const [old, next] = [own(before, key), own(after, key)];
      if (old === undefined) return single({ kind: 'added', path: place, after: next ?? null });
      if (next === undefined) return single({ kind: 'removed', path: place, before: old });
      return differ(old, next, place, depth + 1);
    }),
  );
}

function own(map: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function differInList(before: readonly Json[], after: readonly Json[], path: string, depth: number): PartsDifference {
  const structured = before.some(isStructured) || after.some(isStructured);
  // Maps in a list of the same length are rather edited than replaced.
  if (structured && before.length === after.length) {
    return together(before.map((old, index) => differ(old, after[index] ?? null, `${path}[${index}]`, depth + 1)));
  }
  let [oldIndex, newIndex] = [-1, -1];
  return together(
    stepsBetween(before, after, canonicalJson).map(({ kind, item }): PartsDifference => {
      if (kind !== 'added') oldIndex += 1;
      if (kind !== 'removed') newIndex += 1;
      if (kind === 'removed') return single({ kind, path: `${path}[${oldIndex}]`, before: item });
      if (kind === 'added') return single({ kind, path: `${path}[${newIndex}]`, after: item });
      return { changes: [], unchanged: 1 };
    }),
  );
}

function single(change: PartChange): PartsDifference {
  return { changes: [change], unchanged: 0 };
}

function together(parts: readonly PartsDifference[]): PartsDifference {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    unchanged: parts.reduce((sum, { unchanged }) => sum + unchanged, 0),
  };
}

function step(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
