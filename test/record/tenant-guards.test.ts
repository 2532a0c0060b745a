import { describe, expect, test } from "vitest";
import { GUARDS } from "../../components/tenant/guards/guards.ts";
import type { Fleet, Tenant } from "../../fleet/inventory.ts";
import { tenantSchema } from "../../fleet/schema/tenant.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { sampleFleet } from "./sample-fleet.ts";

/** Most objects that guard a cluster, their component included. */
const BUDGET = 45;

const POLICY = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
const BINDING = "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding";
const COMPONENT = "atoll:tenant:TenantGuards::dev-tenants";

function withTenants(count: number, dev: Parameters<typeof sampleFleet>[0][string] = {}): Fleet {
  const fleet = sampleFleet({ dev });
  const entry = {
    displayName: "Aurora Clinics",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "dev" } },
  };
  const tenants = Array.from({ length: count }, (_, index): [string, Tenant] => {
    const id = `tenant${index}`;
    return [id, { ...tenantSchema.parse(entry), id } as Tenant];
  });
  return { ...fleet, tenants: new Map(tenants) };
}

const guardsOf = (resources: readonly PlannedResource[]): readonly PlannedResource[] =>
  resources.filter((one) => resourceKey(one) === COMPONENT || one.parent === COMPONENT);

describe("the guards of a cluster", async () => {
  const { resources } = await planStack(withTenants(1), "dev");
  const guards = guardsOf(resources);

  test("are a policy and a binding of the same name for each guard, three objects that share the API server, and two roles", () => {
    const named = (type: string) =>
      guards
        .filter((one) => one.type === type)
        .map(({ inputs }) => (inputs["metadata"] as { name: string }).name);
    const names = GUARDS.map(({ name }) => name).sort();
    expect(named(POLICY).sort()).toEqual(names);
    expect(named(BINDING).sort()).toEqual(names);
    const others = guards.filter(({ type }) => type !== POLICY && type !== BINDING);
    expect(others.map(resourceKey).sort()).toEqual([
      COMPONENT,
      "kubernetes:flowcontrol.apiserver.k8s.io/v1:FlowSchema::dev-tenants-atoll-platform",
      "kubernetes:flowcontrol.apiserver.k8s.io/v1:FlowSchema::dev-tenants-atoll-tenants",
      "kubernetes:flowcontrol.apiserver.k8s.io/v1:PriorityLevelConfiguration::dev-tenants-atoll-tenants",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole::dev-tenants-role-developer",
      "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole::dev-tenants-role-viewer",
    ]);
    expect(guards.length).toBeLessThanOrEqual(BUDGET);
  });

  test("bind a policy that is there, refuse, and refuse where they cannot be evaluated", () => {
    for (const { inputs, dependencies } of guards.filter(({ type }) => type === BINDING)) {
      const { name } = inputs["metadata"] as unknown as { name: string };
      expect(inputs["spec"]).toEqual({ policyName: name, validationActions: ["Deny"] });
      expect(dependencies).toContain(`${POLICY}::dev-tenants-${name}`);
    }
    for (const { inputs } of guards.filter(({ type }) => type === POLICY))
      expect(inputs["spec"]).toMatchObject({
        failurePolicy: "Fail",
        matchConstraints: { matchPolicy: "Equivalent" },
      });
  });

  test("are in force before a tenant's namespace is there, and as long as it is", () => {
    const namespace = resources.find(({ name }) => name === "tenant0--live-namespace");
    const bindings = guards.filter(({ type }) => type === BINDING).map(resourceKey);
    expect(namespace?.dependencies).toEqual(expect.arrayContaining(bindings));
  });

  test("are the same objects for thirty tenants", async () => {
    const many = await planStack(withTenants(30), "dev");
    expect(guardsOf(many.resources)).toEqual(guards);
  });

  test("are there for cells before and after any tenant, and for those the same", async () => {
    const empty = await planStack(withTenants(0, { cells: 1 }), "dev");
    expect(guardsOf(empty.resources)).toEqual(
      guardsOf((await planStack(withTenants(1, { cells: 1 }), "dev")).resources),
    );
    expect(guardsOf(empty.resources).filter(({ type }) => type === BINDING)).toHaveLength(GUARDS.length);
  });

  test("only warn, and have it in the audit log, where a cluster asks for that", async () => {
    const { resources: audited } = await planStack(withTenants(1, { tenantGuards: "audit" }), "dev");
    const changed = guardsOf(audited).filter(
      (one, index) => JSON.stringify(one) !== JSON.stringify(guards[index]),
    );
    expect(new Set(changed.map(({ type }) => type))).toEqual(new Set([BINDING]));
    for (const { inputs } of changed)
      expect((inputs["spec"] as unknown as { validationActions: unknown }).validationActions).toEqual([
        "Audit",
        "Warn",
      ]);
    expect(changed).toHaveLength(GUARDS.length);
  });

  test("leave the platform's accounts and people out of the tenants' queues", () => {
    const schema = guards.find(({ name }) => name === "dev-tenants-atoll-platform");
    const subjects = JSON.stringify(schema?.inputs["spec"]);
    for (const one of ["longhorn-system", "system-upgrade", "atoll:platform"])
      expect(subjects).toContain(one);
    const entries = resources.filter(
      ({ name, type }) => type.endsWith(":AccessEntry") && name.startsWith("dev-access-"),
    );
    expect(entries.map(({ inputs }) => inputs["kubernetesGroups"])).toEqual([["atoll:platform"]]);
  });

  test("do not exist where nobody is guarded", async () => {
    const none = await planStack(withTenants(0), "dev");
    expect(guardsOf(none.resources)).toEqual([]);
  });
});
