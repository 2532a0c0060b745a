import { describe, expect, test } from "vitest";
import { diffPlans } from "../../plan/diff.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { planned, planOf, SUBNET, VPC } from "./sample-plan.ts";

const NETWORK = "atoll:network:Network";
const network = (name: string, rest: Partial<PlannedResource> = {}): PlannedResource =>
  planned(NETWORK, name, {}, { custom: false, ...rest });

function outcome(before: readonly PlannedResource[], after: readonly PlannedResource[]): object {
  const { replaced, deleted, changed, added } = diffPlans(planOf(before), planOf(after));
  return {
    renamed: Object.fromEntries(
      [...replaced, ...changed].map((one) => [
        `${one.before.name} ${one.after.name}`,
        one.leaves.map(({ path }) => path),
      ]),
    ),
    deleted: deleted.map(({ name }) => name),
    added: added.map(({ name }) => name),
  };
}

describe("a renamed resource", () => {
  test("without an alias is deleted and added", () => {
    expect(outcome([planned(VPC, "old")], [planned(VPC, "new")])).toEqual({
      renamed: {},
      deleted: ["old"],
      added: ["new"],
    });
  });

  test("with an alias stays, and those who hold its id do not change", () => {
    const before = [planned(VPC, "old"), planned(SUBNET, "s", { vpcId: "${old.id}" })];
    const after = [
      planned(VPC, "new", {}, { aliases: [`${VPC}::old`] }),
      planned(SUBNET, "s", { vpcId: "${new.id}" }),
    ];
    expect(outcome(before, after)).toEqual({ renamed: { "old new": ["(name)"] }, deleted: [], added: [] });
  });

  test("takes along what lies below it, as the engine does", () => {
    const child = (parent: PlannedResource): PlannedResource =>
      planned(VPC, `${parent.name}-vpc`, {}, { parent: resourceKey(parent) });
    const [old, fresh] = [network("old"), network("new", { aliases: [`${NETWORK}::old`] })];
    expect(outcome([old, child(old)], [fresh, child(fresh)])).toEqual({
      renamed: { "old new": ["(name)"], "old-vpc new-vpc": ["(name)"] },
      deleted: [],
      added: [],
    });
  });

  test("leaves its earlier name to one that has it now", () => {
    const before = [planned(VPC, "old")];
    const after = [planned(VPC, "old"), planned(VPC, "new", {}, { aliases: [`${VPC}::old`] })];
    expect(outcome(before, after)).toEqual({ renamed: {}, deleted: [], added: ["new"] });
  });
});

describe("a resource that moves below a parent of another type", () => {
  const loose = planned(VPC, "v");
  const below = planned(VPC, "v", {}, { parent: `${NETWORK}::n` });

  test("has another URN: it is deleted and added", () => {
    expect(outcome([loose, network("n")], [below, network("n")])).toEqual({
      renamed: {},
      deleted: ["v"],
      added: ["v"],
    });
  });

  test("stays when an alias says so", () => {
    const aliased = { ...below, aliases: [`${VPC}::v`] };
    expect(outcome([loose, network("n")], [aliased, network("n")])).toEqual({
      renamed: { "v v": ["(parent)"] },
      deleted: [],
      added: [],
    });
  });

  test("stays when its parent has another type by an alias", () => {
    const before = [network("n"), below];
    const parent = planned("atoll:net:Net", "n", {}, { custom: false, aliases: [`${NETWORK}::n`] });
    const after = [parent, { ...below, parent: "atoll:net:Net::n" }];
    expect(outcome(before, after)).toEqual({ renamed: { "n n": ["(type)"] }, deleted: [], added: [] });
  });
});
