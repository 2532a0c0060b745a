import { entriesWhere, type SearchedEntries } from "../../fleet/entries-where.ts";
import { watchedRecord } from "./watched-record.ts";

/** Hears what a program reads, by its path: `clusters/dev` for one entry, `clusters/*` for what is said of all. */
export type Reads = (path: string) => void;

/**
 * A map of entries that tells what is read of it. An entry that is asked for by its id is read as a whole, whether it is
 * there or not. Whoever goes over all of them has read which there are (their `id`, `clusters/*` + `/id`), and of each no
 * more than what he looks at: `clusters/*` + `/replaces`. Of a search only what it finds is read: `clusters/replaces=/dev`.
 */
export class WatchedMap<Entry extends { readonly id: string }> implements SearchedEntries<Entry> {
  readonly #map: ReadonlyMap<string, Entry>;
  readonly #name: string;
  readonly #reads: Reads;

  constructor(name: string, map: ReadonlyMap<string, Entry>, reads: Reads) {
    this.#map = map;
    this.#name = name;
    this.#reads = reads;
  }

  get(key: string): Entry | undefined {
    this.#reads(`${this.#name}/${key}`);
    return this.#map.get(key);
  }

  has(key: string): boolean {
    this.#reads(`${this.#name}/${key}`);
    return this.#map.has(key);
  }

  where(property: keyof Entry & string, value: string): readonly Entry[] {
    this.#reads(`${this.#name}/${property}=/${value}`);
    return entriesWhere(this.#map, property, value);
  }

  get size(): number {
    return this.#counted().size;
  }

  *entries(): MapIterator<[string, Entry]> {
    for (const [key, entry] of this.#counted())
      yield [key, watchedRecord(`${this.#name}/*`, entry, this.#reads)];
  }

  keys(): MapIterator<string> {
    return this.#counted().keys();
  }

  *values(): MapIterator<Entry> {
    for (const [, entry] of this.entries()) yield entry;
  }

  forEach(told: (entry: Entry, key: string, map: ReadonlyMap<string, Entry>) => void): void {
    for (const [key, entry] of this.entries()) told(entry, key, this);
  }

  [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries();
  }

  #counted(): ReadonlyMap<string, Entry> {
    this.#reads(`${this.#name}/*/id`);
    return this.#map;
  }
}
