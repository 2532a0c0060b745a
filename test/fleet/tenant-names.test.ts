import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tenantGroup, tenantNamespace } from "../../fleet/names.ts";
import { entryId } from "../../fleet/schema/scalars.ts";
import { DNS_NAMESPACE, GATEWAY_NAMESPACE, MONITORING_NAMESPACE } from "../../fleet/tenant-vocabulary.ts";

/** Any id that the schema takes, short ones and those with hyphens above all. */
const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter((text) => entryId.safeParse(text).success);
const pair = fc.tuple(id, id);

describe("the namespace of a tenant's environment", () => {
  test("is its tenant and its name with two hyphens between", () => {
    expect(tenantNamespace("acme", "live")).toBe("acme--live");
  });

  test("is a DNS label", () => {
    fc.assert(
      fc.property(pair, ([tenant, environment]) => {
        expect(tenantNamespace(tenant, environment)).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
      }),
    );
    const longest = "x".repeat(20);
    expect(tenantNamespace(longest, longest)).toHaveLength(42);
  });

  test("belongs to one tenant and one environment", () => {
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        fc.pre(one.join(" ") !== other.join(" "));
        expect(tenantNamespace(...one)).not.toBe(tenantNamespace(...other));
      }),
      { numRuns: 1000 },
    );
    expect(tenantNamespace("a-b", "c")).not.toBe(tenantNamespace("a", "b-c"));
  });

  test("is caught by no other tenant's pattern", () => {
    fc.assert(
      fc.property(pair, id, ([tenant, environment], other) => {
        fc.pre(tenant !== other);
        expect(tenantNamespace(tenant, environment).startsWith(`${other}--`)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  test("is none of the platform's", () => {
    const platform = [
      DNS_NAMESPACE,
      GATEWAY_NAMESPACE,
      MONITORING_NAMESPACE,
      "default",
      "cert-manager",
      "karpenter",
    ];
    expect(platform.filter((name) => name.includes("--"))).toEqual([]);
  });
});

test("a tenant's usual group is its own, and none of Kubernetes", () => {
  fc.assert(
    fc.property(id, id, (one, other) => {
      fc.pre(one !== other);
      expect(tenantGroup(one, "developers")).not.toBe(tenantGroup(other, "developers"));
      expect(tenantGroup(one, "viewers")).toMatch(/^tenant:/);
    }),
  );
});
