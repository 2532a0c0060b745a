import { describe, expect, test } from "vitest";
import { opened } from "../../../cli/bootstrap/open-state.ts";
import { nextStep } from "../../../cli/bootstrap/steps.ts";

const bucket = { urn: "urn:pulumi:a::b::c::bucket", type: "c", custom: true, id: "x" };
const other = { ...bucket, id: "y" };

describe("a run that was killed goes on", () => {
  test.each([
    ["before anything was made", { local: undefined, bucket: undefined }, false, "make"],
    ["while it made things", { local: [bucket], bucket: undefined }, false, "make"],
    ["when all was made", { local: [bucket], bucket: undefined }, true, "move"],
    ["when the bucket had an empty stack", { local: [bucket], bucket: [] }, true, "move"],
    ["when the state had moved", { local: [bucket], bucket: [bucket] }, false, "clean"],
    ["when the local state was gone", { local: undefined, bucket: [bucket] }, false, "update"],
    ["when the local state was emptied", { local: [], bucket: [bucket] }, false, "update"],
    ["to people, when the two states are not the same", { local: [bucket], bucket: [other] }, true, "differ"],
  ] as const)("%s", (_, seen, made, step) => {
    expect(nextStep(seen, made)).toBe(step);
  });
});

test("a secret is opened wherever it is, and what stays encrypted is left alone", () => {
  const mark = "4dabf18193072939515e22adb298388d";
  const secret = { [mark]: "1b47061264138c4ac30d75fd1eb44270", plaintext: '{"a":1}' };
  const sealed = { [mark]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
  expect(opened({ list: [secret], sealed })).toEqual({ list: [{ a: 1 }], sealed });
});
