import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { MadeKind } from "../provider/made-once.ts";
import type { Properties } from "../provider/properties.ts";
import type { CheckFailure } from "../provider/stand-in.ts";
import { amount, characterFault, characters, pick, withCharacterDefaults } from "./characters.ts";

/** One type of random value. */
export interface RandomKind extends MadeKind {
  /** What complete inputs ask for in vain, as far as they are known. */
  readonly fault?: (inputs: Properties) => CheckFailure | undefined;
}

const number = { type: "number" } as const;
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const keepers = { type: "map" } as const;

function written(inputs: Properties, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

const CHARACTERS = {
  inputs: {
    length: { ...number, required: true },
    ...{ lower: flag, upper: flag, numeric: flag, number: flag, special: flag },
    ...{ minLower: number, minUpper: number, minNumeric: number, minSpecial: number },
    overrideSpecial: text,
    keepers,
  },
  complete: withCharacterDefaults,
  fault: (inputs: Properties) => {
    const reason = characterFault(inputs);
    return reason === undefined ? undefined : { property: "length", reason };
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

/** A seed gives the same number each time. */
function integer(inputs: Properties): number {
  const [min, max] = [amount(inputs, "min"), amount(inputs, "max")];
  const seed = written(inputs, "seed");
  if (seed === "") return randomInt(min, max + 1);
  return min + (createHash("sha256").update(seed).digest().readUIntBE(0, 6) % (max - min + 1));
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
    fault: ({ byteLength }) =>
      typeof byteLength === "number" && byteLength < 1
        ? { property: "byteLength", reason: `expected at least 1, got ${byteLength}` }
        : undefined,
    results: ["b64Std", "b64Url", "hex", "dec"],
    create: encodedId,
  },
  "random:index/randomUuid:RandomUuid": {
    inputs: { keepers },
    results: ["result"],
    create: () => {
      const result = randomUUID();
      return { id: result, results: { result } };
    },
  },
  "random:index/randomPet:RandomPet": {
    inputs: { length: number, prefix: text, separator: text, keepers },
    complete: (inputs) => ({ length: 2, separator: "-", ...inputs }),
    results: [],
    create: (inputs) => ({ id: petName(inputs), results: {} }),
  },
  "random:index/randomInteger:RandomInteger": {
    inputs: { min: { ...number, required: true }, max: { ...number, required: true }, seed: text, keepers },
    fault: ({ min, max }) =>
      typeof min === "number" && typeof max === "number" && max < min
        ? { property: "min", reason: `the minimum (${min}) is greater than the maximum (${max})` }
        : undefined,
    results: ["result"],
    create: (inputs) => {
      const result = integer(inputs);
      return { id: String(result), results: { result } };
    },
  },
};
