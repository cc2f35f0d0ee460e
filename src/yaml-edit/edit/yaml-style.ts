import { isScalar } from 'yaml';
import { isJsonObject, isStructured, type Json } from '../../leaf/json.ts';
import type { Form, Quotes } from '../write/write-value.ts';
import { indentOf } from './change-collection.ts';
import { isFlow, isYamlMap, isYamlSeq, type PathStep, type YamlDocument, type YamlNode } from './find-node.ts';

/** The forms for a value, the best first: as close to the model (the old value, or that of a neighbour) as can be. */
export function formsFor(
  value: Json,
  model: YamlNode | null,
  steps: readonly PathStep[],
  step: string,
): readonly Form[] {
  const quotes: readonly Quotes[] = [...new Set([quotesOf(model), 'double' as const])];
  return layoutsFor(value, model, steps).flatMap((layout) =>
    quotes.map((quote): Form => ({ layout, quotes: quote, step })),
  );
}

function layoutsFor(value: Json, model: YamlNode | null, steps: readonly PathStep[]): readonly Form['layout'][] {
  if (steps.some(({ map }) => isFlow(map))) return ['bracketed'];
  const isBracketed = (isYamlMap(model) || isYamlSeq(model)) && isFlow(model);
  const isQuoted = quotesOf(model) !== 'plain' && !isStructured(value);
  return isBracketed || isQuoted ? ['inline', 'block'] : ['block', 'inline'];
}

function quotesOf(model: YamlNode | null): Quotes {
  if (!isScalar(model)) return 'plain';
  if (model.type === 'QUOTE_SINGLE') return 'single';
  return model.type === 'QUOTE_DOUBLE' ? 'double' : 'plain';
}

/**
 * The value as it is to be written. Where the old one is a bare number or boolean, text that says such a one as JSON does
 * stands bare too: that is how the file writes what the service keeps as text.
 */
export function inSourceStyle(value: Json, old: YamlNode | null): Json {
  if (typeof value !== 'string' || !isScalar(old) || old.type !== 'PLAIN') return value;
  if (typeof old.value === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const isNumber = typeof old.value === 'number' && /^-?(?:0|[1-9][0-9]*)$/u.test(value) && value !== '-0';
  return isNumber && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

const defaultStep = '  ';

/** How far each level of the text goes in. */
export function stepOf(text: string, { contents }: YamlDocument): string {
  const pairs = isYamlMap(contents) ? contents.items : [];
  for (const { value } of pairs) {
    const step = isYamlMap(value) && !isFlow(value) ? (indentOf(text, value) ?? '') : '';
    if (step !== '') return step;
  }
  return defaultStep;
}

/** The value with each `${` of its texts as a file writes a literal one. Keys are no templates. */
export function escaped(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, escaped(part)]));
  }
  return isStructured(value) ? value.map(escaped) : value;
}
