/**
 * A copy of a value in which each look at a member of a list, an object, a map or a set is counted. Whatever looks through
 * all of something for each part of it shows in the count, whatever the machine does at the time.
 */
export function counted<T>(value: T, onRead: () => void): T {
  return new Counting(onRead).copyOf(value) as T;
}

class Counting {
  readonly #onRead: () => void;
  /** One copy for each original, so that what was the same still is. */
  readonly #copies = new Map<object, object>();
  readonly #watch: ProxyHandler<object>;

  constructor(onRead: () => void) {
    this.#onRead = onRead;
    this.#watch = {
      get(target, name, receiver) {
        onRead();
        return Reflect.get(target, name, receiver);
      },
      ownKeys(target) {
        const keys = Reflect.ownKeys(target);
        for (const _ of keys) onRead();
        return keys;
      },
    };
  }

  copyOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    return this.#copies.get(value) ?? this.#newCopy(value);
  }

  #newCopy(value: object): object {
    if (value instanceof Map) return this.#known(value, this.#mapOf(value));
    if (value instanceof Set) return this.#known(value, this.#setOf(value));
    if (Array.isArray(value)) {
      return this.#known(value, this.#watched(value.map((item) => this.copyOf(item))));
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    const members = Object.entries(value).map(([name, member]) => [name, this.copyOf(member)]);
    return this.#known(value, this.#watched(Object.fromEntries(members)));
  }

  #known(original: object, copy: object): object {
    this.#copies.set(original, copy);
    return copy;
  }

  #watched(copy: object): object {
    return new Proxy(copy, this.#watch);
  }

  #mapOf(original: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
    const copy = new CountedMap(this.#onRead);
    for (const [key, member] of original) copy.set(this.copyOf(key), this.copyOf(member));
    return copy;
  }

  #setOf(original: ReadonlySet<unknown>): Set<unknown> {
    const copy = new CountedSet(this.#onRead);
    for (const member of original) copy.add(this.copyOf(member));
    return copy;
  }
}

// One class for all of them: what looks at maps of many classes is slow.
class CountedMap extends Map<unknown, unknown> {
  readonly #onRead: () => void;

  constructor(onRead: () => void) {
    super();
    this.#onRead = onRead;
  }
  override get(key: unknown): unknown {
    this.#onRead();
    return super.get(key);
  }
  override has(key: unknown): boolean {
    this.#onRead();
    return super.has(key);
  }
  override entries(): MapIterator<[unknown, unknown]> {
    return told(super.entries(), this.#onRead);
  }
  override keys(): MapIterator<unknown> {
    return told(super.keys(), this.#onRead);
  }
  override values(): MapIterator<unknown> {
    return told(super.values(), this.#onRead);
  }
  override [Symbol.iterator](): MapIterator<[unknown, unknown]> {
    return this.entries();
  }
}

class CountedSet extends Set<unknown> {
  readonly #onRead: () => void;

  constructor(onRead: () => void) {
    super();
    this.#onRead = onRead;
  }
  override has(member: unknown): boolean {
    this.#onRead();
    return super.has(member);
  }
  override values(): SetIterator<unknown> {
    return told(super.values(), this.#onRead);
  }
  override [Symbol.iterator](): SetIterator<unknown> {
    return this.values();
  }
}

function told<I extends Iterator<unknown>>(iterator: I, onRead: () => void): I {
  const next = iterator.next.bind(iterator);
  iterator.next = () => {
    onRead();
    return next();
  };
  return iterator;
}
