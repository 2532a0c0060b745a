import { describe, expect, test } from "vitest";
import { quotaPlan } from "../../../components/tenant/quota-plan.ts";
import { type Rule, rolePlan } from "../../../components/tenant/role-plan.ts";
import { tierContract } from "../../../fleet/tiers.ts";
import { cellOf, type MatrixRow, ROLE_MATRIX, VERBS } from "./role-matrix.ts";

const [developer, viewer] = rolePlan().map(({ rules }) => rules);

function verbs(rules: readonly Rule[], group: string, resource: string): ReadonlySet<string> {
  const matching = rules.filter(
    (rule) => rule.apiGroups.includes(group) && rule.resources.includes(resource),
  );
  return new Set(matching.flatMap((rule) => rule.verbs));
}

/** Every resource of a list of rules, as `group/resource`. */
const named = (rules: readonly Rule[]): readonly string[] =>
  rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) => resources.map((one) => `${group}/${one}`)),
  );

describe("the closed roles", () => {
  test("are two", () => {
    expect(rolePlan().map(({ name }) => name)).toEqual(["developer", "viewer"]);
  });

  test("give what the matrix says, row by row", () => {
    const given = ROLE_MATRIX.map(({ group, resource }): MatrixRow => ({
      group,
      resource,
      developer: cellOf(verbs(developer!, group, resource)),
      viewer: cellOf(verbs(viewer!, group, resource)),
    }));
    expect(given).toEqual(ROLE_MATRIX);
  });

  test("name nothing that the matrix does not", () => {
    const rows = new Set(ROLE_MATRIX.map(({ group, resource }) => `${group}/${resource}`));
    expect(named(developer!).filter((name) => !rows.has(name))).toEqual([]);
    const known = new Set(Object.values(VERBS));
    expect(developer!.flatMap((rule) => rule.verbs).filter((verb) => !known.has(verb))).toEqual([]);
  });

  test("never use a star", () => {
    const words = developer!.flatMap((rule) => [...rule.apiGroups, ...rule.resources, ...rule.verbs]);
    expect(words.filter((word) => word.includes("*"))).toEqual([]);
  });

  test("let viewers do nothing that developers may not", () => {
    expect(developer!.slice(0, viewer!.length)).toEqual(viewer);
    expect(
      viewer!.flatMap((rule) => rule.verbs).filter((verb) => !["get", "list", "watch"].includes(verb)),
    ).toEqual([]);
  });
});

test("whatever developers may create is counted in the quota, so that none can fill the store", () => {
  const [tier] = quotaPlan(tierContract("pooled", "small").quota, "gp3");
  const counted = Object.keys(tier!.spec.hard);
  const created = developer!
    .filter((rule) => rule.verbs.includes("create"))
    .flatMap(({ apiGroups, resources }) =>
      resources.filter((one) => !one.includes("/")).map((one) => ({ resource: one, group: apiGroups[0] })),
    );
  expect(created.length).toBeGreaterThan(5);
  const uncounted = created.filter(
    ({ resource, group }) => !counted.includes(group === "" ? resource : `count/${resource}.${group ?? ""}`),
  );
  expect(uncounted).toEqual([]);
});
