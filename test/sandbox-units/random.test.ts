import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SdkDefinitions } from "../../sandbox/aws/sdk-definitions.ts";
import { UNKNOWN_VALUE, type Properties } from "../../sandbox/provider/properties.ts";
import { RANDOM_KINDS } from "../../sandbox/random/kinds.ts";
import { RandomStandIn } from "../../sandbox/random/provider.ts";
import { TestEngine } from "./engine.ts";

const PASSWORD = "random:index/randomPassword:RandomPassword";
const STRING = "random:index/randomString:RandomString";
const ID = "random:index/randomId:RandomId";
const UUID = "random:index/randomUuid:RandomUuid";
const PET = "random:index/randomPet:RandomPet";
const INTEGER = "random:index/randomInteger:RandomInteger";

/** Inputs that each type needs at least. */
const LEAST: Readonly<Record<string, Properties>> = {
  [PASSWORD]: { length: 24 },
  [STRING]: { length: 24 },
  [ID]: { byteLength: 8 },
  [UUID]: {},
  [PET]: {},
  [INTEGER]: { min: 1, max: 1_000_000 },
};

let engine: TestEngine;

beforeEach(async () => {
  engine = await TestEngine.start(new RandomStandIn("4.0.0"));
});

afterEach(() => {
  engine.stop();
});

const make = (type: string, inputs: Properties = {}) =>
  engine.create(type, "thing", { ...LEAST[type], ...inputs });

const resultOf = async (type: string, inputs: Properties) => (await make(type, inputs)).outputs["result"];

const sdk = new SdkDefinitions("@pulumi/random");

test.each(Object.keys(RANDOM_KINDS))("%s has the inputs and outputs that the SDK declares", async (type) => {
  const declared = sdk.resource(type);
  const { outputs } = await make(type, { keepers: { round: "1" } });
  expect(RANDOM_KINDS[type]!.inputs).toEqual(declared.inputs);
  expect(declared.outputs).toEqual(expect.arrayContaining(Object.keys(outputs)));
  expect(Object.keys(outputs)).toEqual(expect.arrayContaining([...RANDOM_KINDS[type]!.results]));
});

test.each(Object.keys(RANDOM_KINDS))("%s stays what it is while its inputs do", async (type) => {
  const made = await make(type);
  expect(await engine.diff(made, LEAST[type]!)).toEqual({});
  expect(await engine.refresh(made)).toEqual(made);
});

test.each(Object.keys(RANDOM_KINDS))("%s is made anew when its keepers change", async (type) => {
  const made = await make(type, { keepers: { round: "1" } });
  const next = { ...LEAST[type], keepers: { round: "2" } };
  expect(await engine.diff(made, next)).toEqual({ keepers: "UPDATE_REPLACE" });
  await expect(engine.update(made, next)).rejects.toThrow("every change replaces it");
});

test.each([PASSWORD, STRING, ID, UUID])("%s is never made twice alike", async (type) => {
  const [one, other] = await Promise.all([make(type), make(type)]);
  const [result = ""] = RANDOM_KINDS[type]!.results;
  expect(one.outputs[result]).not.toBe(other.outputs[result]);
});

test.each(Object.entries(RANDOM_KINDS))("a preview of %s knows no result", async (type, { results }) => {
  const shown = await engine.preview(type, "thing", LEAST[type]!);
  expect(results.map((name) => shown[name])).toEqual(results.map(() => UNKNOWN_VALUE));
});

test.each([PASSWORD, STRING, PET])(
  "a check of %s leaves the inputs alone: what absent ones mean is told by the outputs",
  async (type) => {
    const made = await make(type);
    expect(made.inputs).toEqual(LEAST[type]);
    const meant = type === PET ? { length: 2, separator: "-" } : { special: true, minLower: 0, number: true };
    expect(made.outputs).toMatchObject(meant);
    expect(await engine.preview(type, "thing", LEAST[type]!)).toMatchObject(meant);
    expect(await engine.diff(made, { ...LEAST[type], ...meant })).toEqual({});
  },
);

test("the SDK keeps every result of a password secret", () => {
  const file = createRequire(import.meta.url).resolve("@pulumi/random/randomPassword.js");
  const [, listed = "[]"] = /additionalSecretOutputs: (\[.*\])/.exec(readFileSync(file, "utf8")) ?? [];
  expect((JSON.parse(listed) as string[]).sort()).toEqual([...RANDOM_KINDS[PASSWORD]!.results].sort());
});

test("a password's id does not tell it", async () => {
  const { id, outputs } = await make(PASSWORD);
  expect(id).toBe("none");
  expect(outputs["result"]).toHaveLength(24);
  expect(outputs["bcryptHash"]).toMatch(/^\$2a\$10\$.{53}$/);
});

test("text holds the classes it was asked for, and at least as many", async () => {
  expect(await resultOf(STRING, { length: 40, special: false })).toMatch(/^[a-zA-Z0-9]{40}$/);
  expect(await resultOf(STRING, { number: false, upper: false, special: false })).toMatch(/^[a-z]{24}$/);
  const demanded = { length: 8, minNumeric: 3, minUpper: 3, minSpecial: 2, overrideSpecial: "_" };
  const text = (await make(STRING, demanded)).id;
  expect([/\d/g, /[A-Z]/g, /_/g].map((wanted) => text.match(wanted)?.length)).toEqual([3, 3, 2]);
});

test.each([
  [STRING, { length: 0 }, "length: expected at least 1, got 0"],
  [PASSWORD, { length: 3, minUpper: 2, minLower: 2 }, "length: expected at least 4, got 3"],
  [
    STRING,
    { upper: false, lower: false, numeric: false, special: false },
    "length: the character set specified is empty",
  ],
  [ID, { byteLength: 0 }, "byteLength: expected at least 1, got 0"],
  [INTEGER, { min: 5, max: 4 }, "min: the minimum (5) is greater than the maximum (4)"],
  [UUID, { length: 4 }, 'length: Unsupported argument. An argument named "length" is not expected here'],
  [PASSWORD, { length: "long" }, 'length: Incorrect type. "length" must be a number, got a string'],
])("%s of %j is refused", async (type, inputs, answer) => {
  await expect(make(type, inputs)).rejects.toThrow(answer);
});

test("what is not known yet passes a preview", async () => {
  const shown = await engine.preview(STRING, "thing", { length: UNKNOWN_VALUE, upper: UNKNOWN_VALUE });
  expect(shown["result"]).toBe(UNKNOWN_VALUE);
});

test("an id of some bytes is told in every notation", async () => {
  const { id, outputs } = await make(ID, { byteLength: 4, prefix: "a-" });
  const bytes = Buffer.from(id, "base64url");
  expect(bytes).toHaveLength(4);
  expect(outputs).toMatchObject({
    hex: `a-${bytes.toString("hex")}`,
    dec: `a-${bytes.readUInt32BE()}`,
    b64Std: `a-${bytes.toString("base64")}`,
    b64Url: `a-${id}`,
  });
});

test("an integer lies within its bounds, and a seed gives the same one again", async () => {
  const bounds = { min: 7, max: 9 };
  const many = await Promise.all(Array.from({ length: 40 }, () => make(INTEGER, bounds)));
  expect([...new Set(many.map(({ outputs }) => outputs["result"]))].sort()).toEqual([7, 8, 9]);
  const seeded = { seed: "dev" };
  expect(await resultOf(INTEGER, seeded)).toBe(await resultOf(INTEGER, seeded));
});

test("a pet has a prefix, words and a separator", async () => {
  expect((await make(PET)).id).toMatch(/^[a-z]+-[a-z]+$/);
  expect((await make(PET, { prefix: "dev", length: 3, separator: "_" })).id).toMatch(/^dev(_[a-z]+){3}$/);
});

test("a UUID is one of version 4", async () => {
  expect((await make(UUID)).id).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("a type that the stand-in lacks is refused, and so is an import", async () => {
  await expect(make("random:index/randomShuffle:RandomShuffle")).rejects.toThrow(
    "the stand-in for the random provider has no random:index/randomShuffle:RandomShuffle",
  );
  await expect(engine.import(UUID, "thing", "some")).rejects.toThrow("cannot import");
});
