/** Makes a value when it is first asked for, and keeps it. */
export function once<R>(make: () => R): () => R {
  let made: { readonly value: R } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
