import fc from "fast-check";
import { expect, test } from "vitest";
import { comparable, planText, plansText, sortedKeys } from "../../plan/canonical.ts";
import type { Json } from "../../plan/json.ts";
import type { PlannedOptions } from "../../plan/options.ts";
import { parsePlans } from "../../plan/plan-file.ts";
import { AWS, planned, planOf, SUBNET } from "./sample-plan.ts";

const PLAN = planOf([
  planned(SUBNET, "a", { vpcId: "${v.id}", tags: { z: "1", a: "2" } }, { aliases: ["x::y"] }),
]);

const OPTIONS: PlannedOptions = {
  deleteBeforeReplace: false,
  deletedWith: "x::y",
  ignoreChanges: ["a"],
  replaceOnChanges: ["b"],
  replaceWith: ["x::y"],
  replacementTrigger: 1,
  retainOnDelete: true,
};

test("a plan is text with sorted keys, two spaces and one end of line", () => {
  expect(planText(planOf([planned(SUBNET, "a", { vpcId: "${v.id}", tags: { z: "1", a: "2" } })]))).toBe(`{
  "resources": [
    {
      "custom": true,
      "dependencies": [],
      "inputs": {
        "tags": {
          "a": "2",
          "z": "1"
        },
        "vpcId": "\${v.id}"
      },
      "name": "a",
      "protect": false,
      "type": "aws:ec2/subnet:Subnet"
    }
  ],
  "schema": 1,
  "stack": "dev"
}
`);
});

test("the text is the same whatever order the keys were written in", () => {
  const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
  const turned = (one: Json): Json => {
    if (Array.isArray(one)) return one.map((item: Json) => turned(item));
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    );
  };
  fc.assert(
    fc.property(value, (one) => {
      expect(JSON.stringify(sortedKeys(turned(one)))).toBe(JSON.stringify(sortedKeys(one)));
    }),
  );
});

test("plans are read back as they were written", () => {
  const other = planOf(
    [planned(SUBNET, "b", {}, { importId: "i-1", options: OPTIONS, sources: { a: ["x::y"] } })],
    "prod",
  );
  const text = [...plansText([PLAN, other])].join("");
  expect(text).toBe(`${JSON.stringify(sortedKeys([PLAN, other] as unknown as Json), null, 2)}\n`);
  expect(parsePlans(text)).toEqual([PLAN, other]);
  expect([...plansText([])].join("")).toBe("[]\n");
});

test("plans of another schema are refused", () => {
  expect(() => parsePlans([...plansText([PLAN])].join("").replace('"schema": 1', '"schema": 2'))).toThrow(
    /expected 1/,
  );
});

test("to be compared with a preview, a plan loses what only one of the two knows", () => {
  const provider = planned(AWS, "aws", { version: "7.0.0", region: "eu" });
  const subnet = planned(
    SUBNET,
    "a",
    {
      vpcId: "${v.id}",
      arn: "arn:${v.id}/x",
      list: [{ id: "${v.id}" }],
      tagsAll: {},
      __defaults: [],
      version: "1",
    },
    { aliases: ["x::y"], sources: { arn: ["x::y"] } },
  );
  expect(comparable(planOf([provider, subnet]))).toEqual(
    planOf([
      planned(AWS, "aws", { region: "eu" }),
      planned(SUBNET, "a", {
        vpcId: "<known after up>",
        arn: "<known after up>",
        list: [{ id: "<known after up>" }],
        version: "1",
      }),
    ]),
  );
});

test("a name that the provider made up is levelled, one that somebody gave is not", () => {
  const named = (name: string) =>
    comparable(planOf([planned(SUBNET, "group", { name })])).resources[0]?.inputs;
  expect(named("group-b78ae7d")).toEqual({});
  expect(named("group-b78ae7")).toEqual({ name: "group-b78ae7" });
  expect(named("other-b78ae7d")).toEqual({ name: "other-b78ae7d" });
});
