import { describe, expect, test } from "vitest";
import { admissionSpec, bindingSpec } from "../../../components/tenant/guards/admission-plan.ts";
import { listed, quoted } from "../../../components/tenant/guards/cel.ts";
import { platformSchema, TENANTS_SCHEMA } from "../../../components/tenant/guards/fair-share.ts";
import { GUARDS, guardsOf } from "../../../components/tenant/guards/guards.ts";
import { guardParameters } from "../../../components/tenant/guards/parameters.ts";
import { GUARD_NAMES } from "../../../fleet/guard-vocabulary.ts";
import { TENANT_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import { KIND_ATTACKS } from "../../sandbox/guards/attacks-by-kinds.ts";
import { NAME_ATTACKS } from "../../sandbox/guards/attacks-by-names.ts";
import { OBJECT_ATTACKS } from "../../sandbox/guards/attacks-by-objects.ts";
import { POD_ATTACKS } from "../../sandbox/guards/attacks-by-pods.ts";
import { GUARD_PREFIX } from "../../sandbox/guards/guard-attack.ts";
import { FACTS, sampleSlice } from "./sample-slices.ts";

const ATTACKS = [...POD_ATTACKS, ...NAME_ATTACKS, ...OBJECT_ATTACKS, ...KIND_ATTACKS];

describe("every guard", () => {
  test("has a name of its own, and one that is a tenant's guard by its beginning", () => {
    const names = GUARDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !name.startsWith(GUARD_PREFIX))).toEqual([]);
  });

  test("is attacked in each of its checks", () => {
    const attacked = new Set(ATTACKS.map(({ guard, check }) => `${GUARD_PREFIX}${guard} ${check}`));
    const checks = GUARDS.flatMap(({ name, checks: own }) =>
      Object.keys(own).map((check) => `${name} ${check}`),
    );
    expect(checks.filter((check) => !attacked.has(check))).toEqual([]);
  });

  test("looks at tenants' namespaces alone, or at the namespaces themselves", () => {
    for (const guard of GUARDS) {
      const { matchConstraints } = admissionSpec(guard);
      const [scope] = new Set(matchConstraints.resourceRules.map((rule) => rule.scope));
      expect([guard.name, scope, matchConstraints.namespaceSelector]).toEqual(
        guard.ofNamespaces === true
          ? [guard.name, "Cluster", undefined]
          : [guard.name, "Namespaced", { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] }],
      );
    }
  });

  test("says what to do in at most two hundred characters, and is evaluated in any version of an API", () => {
    const checks = GUARDS.flatMap((guard) => Object.values(guard.checks));
    expect(checks.filter(({ message }) => message.length > 200)).toEqual([]);
    const rules = GUARDS.flatMap((guard) => admissionSpec(guard).matchConstraints.resourceRules);
    expect(new Set(rules.flatMap(({ apiVersions }) => apiVersions))).toEqual(new Set(["*"]));
  });

  test("asks no condition for the Namespace, which the API server does not show there", () => {
    const conditions = GUARDS.flatMap(({ conditions: own = {} }) => Object.values(own));
    expect(conditions.filter((expression) => expression.includes("namespaceObject"))).toEqual([]);
  });
});

test("cells ask for all guards by name", () => {
  expect(GUARDS.map(({ name }) => name).sort()).toEqual(GUARD_NAMES);
});

test("a guard refuses, unless its cluster wants to be told first", () => {
  expect(bindingSpec({ name: "x" }, "deny")).toEqual({ policyName: "x", validationActions: ["Deny"] });
  expect(bindingSpec({ name: "x" }, "audit").validationActions).toEqual(["Audit", "Warn"]);
});

describe("names of EKS' own parts", () => {
  const said = (guards: typeof GUARDS): boolean => JSON.stringify(guards.map(admissionSpec)).includes("eks:");

  test("are nobody's where no EKS runs", () => {
    for (const networkPolicyEngine of ["kube-router", "calico", "cilium"] as const)
      expect([networkPolicyEngine, said(guardsOf({ networkPolicyEngine }))]).toEqual([
        networkPolicyEngine,
        false,
      ]);
  });

  test("are asked nothing on EKS, by any guard", () => {
    const guards = guardsOf({ networkPolicyEngine: "vpc-cni" });
    const first = guards.map((guard) => admissionSpec(guard).matchConditions?.[0]);
    expect(new Set(first.map((one) => one?.expression))).toEqual(
      new Set(['!request.userInfo.username.startsWith("eks:")']),
    );
    expect(guards.map(({ checks }) => checks)).toEqual(GUARDS.map(({ checks }) => checks));
  });
});

test("a string stands in an expression as a string, whatever is in it", () => {
  expect(quoted('a"b\\c\n')).toBe('"a\\"b\\\\c\\n"');
  expect(listed(["a", "b"])).toBe('["a", "b"]');
});

test("a namespace says what guards must know of it, and nothing of what it has not", () => {
  expect(guardParameters(sampleSlice(), FACTS)).toEqual({ "atoll/pods": "20", "atoll/storage-class": "gp3" });
  const settings = sampleSlice({
    tier: "dedicated-nodes",
    ownNodes: true,
    leastReplicas: 3,
    registries: ["ghcr.io/lagoon", "registry.lagoon.cloud"],
    limits: { pods: 25 },
  });
  expect(guardParameters(settings, FACTS)).toEqual({
    "atoll/least-replicas": "3",
    "atoll/nodes": "own",
    "atoll/pods": "25",
    "atoll/registries": "ghcr.io/lagoon,registry.lagoon.cloud",
    "atoll/storage-class": "gp3",
  });
});

test("the platform's accounts come before tenants in the API server's queues, and tenants before the rest", () => {
  const platform = platformSchema(["argocd", "traefik"]);
  expect(platform.matchingPrecedence).toBeLessThan(TENANTS_SCHEMA.matchingPrecedence);
  // Of Kubernetes' own schemas, the last for its parts has 1000 and that for all other accounts 9000.
  expect(platform.matchingPrecedence).toBeGreaterThan(1_000);
  expect(TENANTS_SCHEMA.matchingPrecedence).toBeLessThan(9_000);
  expect(platform.rules[0]?.subjects).toEqual([
    { kind: "ServiceAccount", serviceAccount: { namespace: "argocd", name: "*" } },
    { kind: "ServiceAccount", serviceAccount: { namespace: "traefik", name: "*" } },
    { kind: "Group", group: { name: "atoll:platform" } },
  ]);
});
