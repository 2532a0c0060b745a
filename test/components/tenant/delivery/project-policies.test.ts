import { assert, property, string, uniqueArray, oneof, constantFrom } from "fast-check";
import { describe, expect, test } from "vitest";
import { projectGroups, projectPolicies } from "../../../../components/tenant/delivery/project-policies.ts";
import { tenantSchema } from "../../../../fleet/schema/tenant.ts";
import { deliveredObjects, specOf } from "./sample-applications.ts";

interface ProjectRole {
  readonly name: string;
  readonly groups: readonly string[];
  readonly policies: readonly string[];
}

const rolesOf = (changes = {}): readonly ProjectRole[] => specOf("project", changes)["roles"] as never;

/** What Argo CD puts together from a project, as its enforcer reads it: lines, and fields without spaces around them. */
function enforced(project: string, roles: readonly ProjectRole[]): readonly (readonly string[])[] {
  const lines = roles.flatMap(({ name, groups, policies }) => [
    ...policies,
    ...groups.map((group) => `g, ${group}, proj:${project}:${name}`),
  ]);
  return lines
    .join("\n")
    .split("\n")
    .map((line) => line.split(",").map((field) => field.trim()));
}

describe("rights of a tenant's people in Argo CD", () => {
  test("hold for their own project alone: developers see and deploy, viewers see", () => {
    const right = (role: string, resource: string, action: string) =>
      `p, proj:acme--live:${role}, ${resource}, ${action}, acme--live/*, allow`;
    expect(rolesOf()).toEqual([
      {
        name: "developer",
        groups: ["tenant:acme:developers"],
        policies: [
          right("developer", "applications", "get"),
          right("developer", "applications", "sync"),
          right("developer", "logs", "get"),
        ],
      },
      {
        name: "viewer",
        groups: ["tenant:acme:viewers"],
        policies: [right("viewer", "applications", "get"), right("viewer", "logs", "get")],
      },
    ]);
  });

  test("let nobody change, delete or override an application, open a shell, or see projects and repositories", () => {
    const words = rolesOf().flatMap(({ policies }) => policies.map((line) => line.split(", ").slice(2, 4)));
    expect(new Set(words.map(([resource]) => resource))).toEqual(new Set(["applications", "logs"]));
    expect(new Set(words.map(([, action]) => action))).toEqual(new Set(["get", "sync"]));
  });

  test("are in the project and nowhere else: a tenant more changes nothing of Argo CD's own settings", () => {
    expect(deliveredObjects().map(({ kind }) => kind)).toEqual(["AppProject", "ApplicationSet"]);
  });
});

describe("strings from outside", () => {
  const HOSTILE = constantFrom(
    "ops\ng, everybody, role:admin",
    "a, role:admin",
    "x\r\np, role:x, *, *, */*, allow",
    '"a", b',
    "a b",
    "# a",
    "*",
    "a\u2028b",
    "",
  );
  const anyText = oneof(HOSTILE, string({ unit: "grapheme", maxLength: 40 }), string({ maxLength: 40 }));
  const entry = { displayName: "Acme", tier: "pooled", size: "small", environments: {} };

  test("groups that the schema takes come out of the policy as they went in, and no line more", () => {
    const plain = string({
      unit: constantFrom("a", "b", "1", ".", "_", "@", ":", "/", "-"),
      minLength: 1,
      maxLength: 12,
    });
    const mixed = oneof({ weight: 12, arbitrary: plain }, anyText);
    let taken = 0;
    assert(
      property(uniqueArray(mixed, { minLength: 1, maxLength: 4 }), (developers) => {
        if (!tenantSchema.safeParse({ ...entry, groups: { developers } }).success) return;
        taken += 1;
        const lines = enforced("acme--live", rolesOf({ developers }));
        const groups = lines.filter(([kind, , role]) => kind === "g" && role === "proj:acme--live:developer");
        expect(groups.map(([, group]) => group)).toEqual([...developers].sort());
        expect(lines).toHaveLength(5 + developers.length + 1);
      }),
      { numRuns: 500, seed: 7 },
    );
    expect(taken).toBeGreaterThan(20);
  });

  test("what could be read as more than one field is refused even if it gets past the schema", () => {
    assert(
      property(anyText, (text) => {
        const isPlain = /^[\w.@:/-]+$/.test(text);
        const rendered = (): unknown => [
          projectGroups([text]),
          projectPolicies(text, "viewer", [{ resource: "logs", action: "get" }]),
        ];
        if (isPlain) expect(rendered).not.toThrow();
        else expect(rendered).toThrow(`${JSON.stringify(text)} is not one field of a policy`);
      }),
      { numRuns: 300 },
    );
  });

  test("without that check a group would bring a rule of its own", () => {
    const groups = ["ops\ng, everybody, role:admin"];
    const open: ProjectRole = { name: "viewer", groups, policies: [] };
    expect(enforced("acme--live", [open])).toContainEqual([
      "g",
      "everybody",
      "role:admin",
      "proj:acme--live:viewer",
    ]);
    expect(() => projectGroups(groups)).toThrow("is not one field of a policy");
  });
});
