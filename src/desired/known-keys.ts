/** Which keys a format knows at a place: by name, or alike for every entry. */
export type KeyShape = { readonly keys?: { readonly [key: string]: KeyShape }; readonly each?: KeyShape };

/** The keys that the format knows at the place that a JSON pointer names. */
export function knownKeysAt(shape: KeyShape, pointer: string): readonly string[] {
  let here: KeyShape | undefined = shape;
  for (const part of pointer.split('/').slice(1)) {
    const keys: KeyShape['keys'] = here?.keys;
    here = keys !== undefined && Object.hasOwn(keys, part) ? keys[part] : here?.each;
  }
  return Object.keys(here?.keys ?? {});
}
