/**
 * A function that does its work once for each object that it is given. For objects that never change: what is made of a
 * list can then be asked for by everybody who holds the list, and is made once.
 */
export function remembered<A extends object, R extends object>(make: (of: A) => R): (of: A) => R {
  const made = new WeakMap<A, R>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}
