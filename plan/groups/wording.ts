import { blockEnd, type Block, cidrFault, contains, parseCidr } from "../../fleet/addresses/cidr.ts";
import { isList, isMap, type Json } from "../json.ts";
import type { OwnFacts } from "./own-facts.ts";
import type { Slice } from "./slices.ts";

/** Begin and end a word that stands for an own value; what a plan has of them itself is written in words, too. */
const OPEN = "\u0001";
const CLOSE = "\u0002";
const MARKS: Readonly<Record<string, string>> = {
  [OPEN]: `${OPEN}open${CLOSE}`,
  [CLOSE]: `${OPEN}close${CLOSE}`,
};

const WORD = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, "g");

const ADDRESS = String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w.])`;

/** Longest text that is kept with its answer, in characters. */
const LONGEST_KEPT = 200;

/**
 * Writes values with words in the place of what is the stack's own. One value has one word and one word one value, so
 * that two texts which are the same then differ in nothing but what is their own: with the words put back, each is
 * what it was.
 */
export class Wording {
  readonly #facts: OwnFacts;
  readonly #words: ReadonlyMap<string, string>;
  readonly #pattern: RegExp;
  readonly #kept = new Map<string, string>();

  /** @param slice whose names are own, too */
  constructor(facts: OwnFacts, slice?: Slice) {
    this.#facts = facts;
    this.#words = new Map([...sliceWords(slice), ...without(facts.words, sliceWords(slice))]);
    const values = longestFirst(
      slice === undefined
        ? escapedWords(facts)
        : [...escapedWords(facts), ...sliceWords(slice).map(([value]) => escaped(value))],
    );
    const letters = [...facts.letters.keys()].join("");
    const parts = [
      `[${OPEN}${CLOSE}]`,
      ...(values.length === 0 ? [] : [`(?<![A-Za-z0-9])(?:${values.join("|")})(?![A-Za-z0-9])`]),
      ...(facts.block === undefined ? [] : [ADDRESS]),
      ...(letters === "" ? [] : [`(?<=[a-z0-9]-)[${letters}](?![A-Za-z0-9])`]),
    ];
    this.#pattern = new RegExp(parts.join("|"), "g");
  }

  /** A value with words in the place of what is own; keys of maps, too. */
  worded(value: Json): Json {
    if (typeof value === "string") return this.wordedText(value);
    if (isList(value)) return value.map((one) => this.worded(one));
    if (!isMap(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, one]): [string, Json] => [this.wordedText(key), this.worded(one)])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  }

  wordedText(text: string): string {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const found = text.replaceAll(this.#pattern, (value) => this.#wordOf(value));
    if (text.length <= LONGEST_KEPT) this.#kept.set(text, found);
    return found;
  }

  /** The text that was worded, or, of another stack's, what it would be here. A word without a value stays a word. */
  ownText(worded: string): string {
    const values = new Map([...this.#words, ...this.#facts.letters].map(([value, word]) => [word, value]));
    return worded.replaceAll(WORD, (_, word: string) => {
      if (word === "open") return OPEN;
      if (word === "close") return CLOSE;
      return values.get(word) ?? placeIn(this.#facts.block, word) ?? `<${word}>`;
    });
  }

  #wordOf(value: string): string {
    const { letters, block } = this.#facts;
    const mark = MARKS[value];
    if (mark !== undefined) return mark;
    const word = this.#words.get(value) ?? letters.get(value) ?? wordInside(block, value);
    return word === undefined ? value : `${OPEN}${word}${CLOSE}`;
  }
}

/** The same for all pieces of a stack, of which there is one for each tenant. */
const ESCAPED = new WeakMap<OwnFacts, readonly string[]>();

function escapedWords(facts: OwnFacts): readonly string[] {
  const known = ESCAPED.get(facts) ?? [...facts.words.keys()].map(escaped);
  ESCAPED.set(facts, known);
  return known;
}

const longestFirst = (values: readonly string[]): readonly string[] =>
  values.toSorted((a, b) => b.length - a.length);

function sliceWords(slice: Slice | undefined): readonly (readonly [string, string])[] {
  if (slice === undefined) return [];
  const { name, tenant, environment } = slice;
  const all = [
    [name, "environment of the tenant"],
    [tenant, "tenant"],
    [environment, "environment"],
  ] as const;
  return all.filter(([value], index) => value !== "" && all.findIndex(([one]) => one === value) === index);
}

function without(
  words: ReadonlyMap<string, string>,
  taken: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const values = new Set(taken.map(([value]) => value));
  return [...words].filter(([value]) => !values.has(value));
}

/** A range, or an address, inside of the own network is known by how far it lies behind its beginning. */
function wordInside(block: Block | undefined, value: string): string | undefined {
  if (block === undefined) return undefined;
  const isRange = value.includes("/");
  const cidr = isRange ? value : `${value}/32`;
  if (cidrFault(cidr) !== undefined) return undefined;
  const inner = parseCidr(cidr);
  if (!contains(block, inner)) return undefined;
  return `own range + ${inner.base - block.base}${isRange ? `/${inner.netmaskLength}` : ""}`;
}

function placeIn(block: Block | undefined, word: string): string | undefined {
  const [, offset, ending = ""] = /^own range \+ (\d+)(\/\d+)?$/.exec(word) ?? [];
  if (block === undefined || offset === undefined) return undefined;
  const address = block.base + Number(offset);
  if (address >= blockEnd(block)) return undefined;
  const octets = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((size) => Math.floor(address / size) % 256);
  return `${octets.join(".")}${ending}`;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
