import type { Json } from './json.ts';

/**
 * A scalar of a file as people wrote it: 20170915215708415365 is a text for the service, and would be another number for
 * JavaScript. `text` is its source text; null for what did not come from YAML.
 */
export function asWritten({ json, text }: { readonly json: Json; readonly text: string | null }): Json {
  return typeof json === 'number' && text !== null && JSON.stringify(json) !== text ? text : json;
}
