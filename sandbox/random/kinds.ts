import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { InputFacts } from "../provider/inputs.ts";
import type { Properties } from "../provider/properties.ts";

/** One type of random value. */
export interface RandomKind {
  readonly inputs: Readonly<Record<string, InputFacts>>;
  /** Values that absent inputs take. */
  readonly defaults: Properties;
  /** Outputs that are no inputs; unknown in a preview. */
  readonly results: readonly string[];
  readonly create: (inputs: Properties) => { readonly id: string; readonly results: Properties };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

const number = { type: "number" } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const keepers = { type: "map" } as const;

function amount(inputs: Properties, name: string): number {
  const value = inputs[name];
  return typeof value === "number" ? value : 0;
}

function written(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

function pick<Item>(items: ArrayLike<Item>): Item {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

/** Each class with the characters it allows and how many it demands. */
function classes(inputs: Properties): readonly { readonly allowed: string; readonly least: number }[] {
  const special = inputs["overrideSpecial"] === undefined ? SPECIAL : written(inputs, "overrideSpecial");
  return [
    { on: inputs["lower"], allowed: LETTERS, least: amount(inputs, "minLower") },
    { on: inputs["upper"], allowed: LETTERS.toUpperCase(), least: amount(inputs, "minUpper") },
    { on: inputs["numeric"], allowed: DIGITS, least: amount(inputs, "minNumeric") },
    { on: inputs["special"], allowed: special, least: amount(inputs, "minSpecial") },
  ].filter(({ on }) => on === true);
}

function characters(inputs: Properties): string {
  const chosen = classes(inputs);
  const all = chosen.map(({ allowed }) => allowed).join("");
  const demanded = chosen.flatMap(({ allowed, least }) => Array.from({ length: least }, () => pick(allowed)));
  const rest = Math.max(0, amount(inputs, "length") - demanded.length);
  const unordered = [...demanded, ...Array.from({ length: rest }, () => pick(all))];
  // Fisher-Yates, so that the demanded characters do not all stand in front.
  for (let last = unordered.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [unordered[last], unordered[other]] = [unordered[other] ?? "", unordered[last] ?? ""];
  }
  return unordered.join("");
}

const CHARACTERS = {
  inputs: {
    length: { ...number, required: true },
    ...{ lower: flag, upper: flag, numeric: flag, number: flag, special: flag },
    ...{ minLower: number, minUpper: number, minNumeric: number, minSpecial: number },
    overrideSpecial: text,
    keepers,
  },
  defaults: {
    ...{ lower: true, upper: true, numeric: true, number: true, special: true },
    ...{ minLower: 0, minUpper: 0, minNumeric: 0, minSpecial: 0 },
  },
} as const;

/** Shaped like a bcrypt hash; nothing can be checked against it. */
function bcryptShape(password: string): string {
  const hash = createHash("sha512").update(password).digest("base64").replace(/[+=]/g, ".");
  return `$2a$10$${hash.slice(0, 53)}`;
}

const PET_WORDS = {
  adjectives: ["brave", "calm", "eager", "gentle", "merry", "quiet", "quick", "sunny", "tidy", "wise"],
  animals: ["crab", "dolphin", "heron", "lobster", "oyster", "pelican", "puffin", "seal", "turtle", "whale"],
};

function petName(inputs: Properties): string {
  const words = Array.from({ length: Math.max(0, amount(inputs, "length") - 1) }, () =>
    pick(PET_WORDS.adjectives),
  );
  const prefix = written(inputs, "prefix");
  return [...(prefix === "" ? [] : [prefix]), ...words, pick(PET_WORDS.animals)].join(
    written(inputs, "separator"),
  );
}

function encodedId(inputs: Properties): { id: string; results: Properties } {
  const bytes = randomBytes(amount(inputs, "byteLength"));
  const prefix = written(inputs, "prefix");
  const hex = bytes.toString("hex");
  const id = bytes.toString("base64url");
  const results = {
    b64Std: `${prefix}${bytes.toString("base64")}`,
    b64Url: `${prefix}${id}`,
    hex: `${prefix}${hex}`,
    dec: `${prefix}${BigInt(`0x${hex}`)}`,
  };
  return { id, results };
}

/** Types of the random provider that atoll may use, by token. */
export const RANDOM_KINDS: Readonly<Record<string, RandomKind>> = {
  "random:index/randomPassword:RandomPassword": {
    ...CHARACTERS,
    results: ["result", "bcryptHash"],
    create: (inputs) => {
      const result = characters(inputs);
      return { id: "none", results: { result, bcryptHash: bcryptShape(result) } };
    },
  },
  "random:index/randomString:RandomString": {
    ...CHARACTERS,
    results: ["result"],
    create: (inputs) => {
      const result = characters(inputs);
      return { id: result, results: { result } };
    },
  },
  "random:index/randomId:RandomId": {
    inputs: { byteLength: { ...number, required: true }, prefix: text, keepers },
    defaults: {},
    results: ["b64Std", "b64Url", "hex", "dec"],
    create: encodedId,
  },
  "random:index/randomUuid:RandomUuid": {
    inputs: { keepers },
    defaults: {},
    results: ["result"],
    create: () => {
      const result = randomUUID();
      return { id: result, results: { result } };
    },
  },
  "random:index/randomPet:RandomPet": {
    inputs: { length: number, prefix: text, separator: text, keepers },
    defaults: { length: 2, separator: "-" },
    results: [],
    create: (inputs) => ({ id: petName(inputs), results: {} }),
  },
  "random:index/randomInteger:RandomInteger": {
    inputs: { min: { ...number, required: true }, max: { ...number, required: true }, seed: text, keepers },
    defaults: {},
    results: ["result"],
    create: (inputs) => {
      const result = randomInt(amount(inputs, "min"), amount(inputs, "max") + 1);
      return { id: String(result), results: { result } };
    },
  },
};
