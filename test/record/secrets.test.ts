import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import type { PlannedResource } from "../../plan/plan.ts";
import { recorded, Thing } from "./recorded-things.ts";

const inputsOf = async (inputs: pulumi.Inputs): Promise<PlannedResource["inputs"] | undefined> => {
  const [first] = await recorded(() => new Thing("a", inputs));
  return first?.inputs;
};

describe("a secret", () => {
  const CANARY = "canary-5f1d";

  test.each<[string, () => pulumi.Inputs, object]>([
    ["is masked", () => ({ a: pulumi.secret(CANARY) }), { a: "<secret>" }],
    [
      "is masked in lists and maps",
      () => ({ a: [{ b: pulumi.secret(CANARY) }] }),
      { a: [{ b: "<secret>" }] },
    ],
    [
      "masks the text around it",
      () => ({ a: pulumi.interpolate`x-${pulumi.secret(CANARY)}` }),
      { a: "<secret>" },
    ],
    [
      "masks the document around it",
      () => ({ a: pulumi.jsonStringify({ b: pulumi.secret(CANARY) }) }),
      { a: "<secret>" },
    ],
    [
      "is masked inside of an output",
      () => ({ a: pulumi.output({ b: pulumi.secret(CANARY), c: 1 }) }),
      { a: "<secret>" },
    ],
    ["is masked as an object", () => ({ a: pulumi.secret({ b: CANARY }) }), { a: "<secret>" }],
  ])("%s", async (_title, inputs, expected) => {
    expect(await inputsOf(inputs())).toEqual(expected);
  });

  test("stays one when it is read from another resource", async () => {
    const resources = await recorded(() => {
      const a = new Thing("a", { value: pulumi.secret(CANARY) });
      new Thing("b", { value: a.value });
    }, false);
    expect(resources.map(({ inputs }) => inputs)).toEqual([{ value: "<secret>" }, { value: "<secret>" }]);
  });
});
