import { describe, expect, test } from "vitest";
import { SLICE_RESOURCES } from "../../fleet/placement/slice-resources.ts";
import { resourceKey } from "../../plan/plan.ts";
import { sampleSlice } from "../components/tenant/sample-slices.ts";
import { PROVIDER_KEY, READY_KEY, recordSlices } from "./record-slices.ts";

const COMPONENT = "atoll:tenant:TenantSlice::acme--live";
const NAMESPACE = "kubernetes:core/v1:Namespace::acme--live-namespace";
const LABELS = {
  "app.kubernetes.io/managed-by": "atoll",
  "atoll/tenant": "acme",
  "atoll/environment": "live",
};

describe("a slice", async () => {
  const resources = await recordSlices([sampleSlice()]);
  const custom = resources.filter((resource) => resource.custom);
  const byName = (name: string) => resources.find((one) => one.name === `acme--live-${name}` && one.custom)!;

  test("registers these resources and no others", () => {
    expect(resources.map(resourceKey)).toEqual([
      COMPONENT,
      "kubernetes:core/v1:LimitRange::acme--live-limits",
      NAMESPACE,
      "kubernetes:core/v1:ResourceQuota::acme--live-quota-priority",
      "kubernetes:core/v1:ResourceQuota::acme--live-quota-tier",
      "kubernetes:core/v1:ServiceAccount::acme--live-account-app",
      "kubernetes:core/v1:ServiceAccountPatch::acme--live-account-default",
      "kubernetes:networking.k8s.io/v1:NetworkPolicy::acme--live-policy-tier",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding::acme--live-binding-developer",
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding::acme--live-binding-viewer",
    ]);
  });

  test("takes as much of a stack as the loader counts for it", () => {
    expect(resources).toHaveLength(SLICE_RESOURCES);
  });

  test("is one component, below which everything uses the cluster's provider", () => {
    expect(new Set(custom.map(({ parent }) => parent))).toEqual(new Set([COMPONENT]));
    expect(new Set(custom.map(({ provider }) => provider))).toEqual(new Set([PROVIDER_KEY]));
  });

  test("has a namespace with restricted Pod Security, pinned to the cluster's minor in every mode", () => {
    expect(byName("namespace").inputs["metadata"]).toEqual({
      name: "acme--live",
      labels: {
        ...LABELS,
        "atoll/cost-centre": "acme",
        "atoll/tier": "pooled",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.35",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "v1.35",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "v1.35",
      },
      // What admission must know of it.
      annotations: { "atoll/pods": "20", "atoll/storage-class": "gp3" },
    });
  });

  test("names namespace and owner in every object inside", () => {
    const inside = custom.filter((one) => resourceKey(one) !== NAMESPACE);
    for (const { inputs } of inside) {
      expect(inputs["metadata"]).toMatchObject({ namespace: "acme--live", labels: LABELS });
    }
  });

  test("mounts no token for the account that Kubernetes makes, nor for the application's", () => {
    for (const name of ["default", "app"]) {
      const { inputs } = byName(`account-${name}`);
      expect(inputs).toMatchObject({ automountServiceAccountToken: false, metadata: { name } });
    }
  });

  test("binds each role of the cluster to the tenant's groups, and that of developers to the deployer of the namespace", () => {
    const deployer = { kind: "ServiceAccount", name: "deployer", namespace: "acme--live" };
    for (const [role, group, accounts] of [
      ["developer", "tenant:acme:developers", [deployer]],
      ["viewer", "tenant:acme:viewers", []],
    ] as const) {
      const apiGroup = "rbac.authorization.k8s.io";
      expect(byName(`binding-${role}`).inputs).toMatchObject({
        subjects: [{ apiGroup, kind: "Group", name: group }, ...accounts],
        metadata: { name: `atoll-tenant-${role}` },
        roleRef: { apiGroup, kind: "ClusterRole", name: `atoll-tenant-${role}` },
      });
    }
  });

  test("lets nobody in before its walls stand, and starts when the cluster is ready", () => {
    const walls = custom.filter(({ type }) => /Quota|LimitRange|NetworkPolicy|ServiceAccount/.test(type));
    expect(walls).toHaveLength(6);
    for (const { dependencies } of walls) expect(dependencies).toEqual([NAMESPACE]);
    for (const role of ["developer", "viewer"]) {
      expect(byName(`binding-${role}`).dependencies).toEqual(walls.map(resourceKey).sort());
    }
    expect(byName("namespace").dependencies).toEqual([READY_KEY]);
  });

  test("takes its walls down with its namespace and not before it; rights go before both", () => {
    const owners = custom.map((one) => [one.type.split(":")[2], one.options?.deletedWith] as const);
    const walls = ["LimitRange", "NetworkPolicy", "ResourceQuota", "ServiceAccount", "ServiceAccountPatch"];
    for (const [kind = "", deletedWith] of owners)
      expect([kind, deletedWith]).toEqual([kind, walls.includes(kind) ? NAMESPACE : undefined]);
    expect(new Set(owners.map(([kind]) => kind))).toEqual(new Set([...walls, "Namespace", "RoleBinding"]));
  });

  test("is the same in a preview and in an update", async () => {
    expect(await recordSlices([sampleSlice()], false)).toEqual(resources);
  });
});

test("protection is for the namespace, which holds the volumes, and for nothing else", async () => {
  const open = await recordSlices([sampleSlice()]);
  expect(open.filter((one) => one.protect)).toEqual([]);
  const closed = await recordSlices([sampleSlice({ protect: true })]);
  expect(closed.filter((one) => one.protect).map(resourceKey)).toEqual([NAMESPACE]);
});

test("isolation is the same at every tier and size", async () => {
  const slices = (["pooled", "dedicated-nodes", "dedicated-cluster"] as const).flatMap((tier) =>
    (["small", "medium", "large"] as const).map((size) => sampleSlice({ tier, size })),
  );
  const walls = await Promise.all(
    slices.map(async (slice) => {
      const all = await recordSlices([slice]);
      const isolation = all.filter(({ type }) => /NetworkPolicy|Role|ServiceAccount/.test(type));
      return JSON.stringify(isolation.map(({ inputs }) => inputs));
    }),
  );
  expect(new Set(walls).size).toBe(1);
});

describe("a tenant more", async () => {
  const two = [sampleSlice(), sampleSlice({ tenant: "zeta", size: "large", tier: "dedicated-nodes" })];
  const before = await recordSlices(two);
  const after = await recordSlices([sampleSlice({ tenant: "bolt" }), ...two]);

  test("adds its own objects and changes no other", () => {
    const known = new Set(before.map(resourceKey));
    expect(after.filter((one) => known.has(resourceKey(one)))).toEqual(before);
    const added = after.filter((one) => !known.has(resourceKey(one)));
    expect(added).toHaveLength(SLICE_RESOURCES);
    expect(added.filter(({ name }) => !name.startsWith("bolt--live"))).toEqual([]);
  });

  test("is named by nobody else's objects", () => {
    const strays = after.filter(
      (one) => !one.name.startsWith("bolt--") && JSON.stringify(one).includes("bolt"),
    );
    expect(strays).toEqual([]);
  });
});
