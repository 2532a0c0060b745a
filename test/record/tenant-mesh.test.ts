import { expect, test } from "vitest";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { TenantSlice } from "../../components/tenant/tenant-slice.ts";
import { SLICE_RESOURCES } from "../../fleet/placement/slice-resources.ts";
import { resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleSlice } from "../components/tenant/sample-slices.ts";
import { fakeCluster } from "./record-slices.ts";

const POLICY = "kubernetes:security.istio.io/v1:AuthorizationPolicy::acme--live-mesh";
const MESH_KEY = "kubernetes:core/v1:Namespace::mesh-is-ready";

/** A slice in a cluster whose mesh consists of one object to wait for. */
async function recordInMesh(mesh: boolean) {
  const program = () => {
    const cluster = fakeCluster();
    const ready = new Namespace("mesh-is-ready", {}, { provider: cluster.provider });
    new TenantSlice("acme--live", {
      cluster,
      ready: new Map([["istio", [ready]]]),
      ...sampleSlice({ mesh }),
    });
  };
  const resources = await record(program, { stack: "dev" });
  return resources.filter(({ name }) => name.startsWith("acme--live"));
}

test("a slice in the mesh has one policy there, of its own namespace, which waits for the mesh", async () => {
  const resources = await recordInMesh(true);
  const policy = resources.find((one) => resourceKey(one) === POLICY);
  expect(policy?.inputs).toMatchObject({
    apiVersion: "security.istio.io/v1",
    kind: "AuthorizationPolicy",
    metadata: { name: "tier", namespace: "acme--live" },
    spec: { rules: [{ from: [{ source: { namespaces: ["acme--live", "traefik", "monitoring"] } }] }] },
  });
  expect(policy?.dependencies).toContain(MESH_KEY);
  expect(resources).toHaveLength(SLICE_RESOURCES + 1);
});

test("nothing else of the slice waits for the mesh, so that one that fails holds up no customer", async () => {
  const waiting = (await recordInMesh(true)).filter(({ dependencies }) =>
    dependencies.some((one) => one === MESH_KEY || one === POLICY),
  );
  expect(waiting.map(resourceKey)).toEqual([POLICY]);
});

test("a slice outside a mesh has no policy there", async () => {
  const resources = await recordInMesh(false);
  expect(resources.map(resourceKey)).not.toContain(POLICY);
  expect(resources).toHaveLength(SLICE_RESOURCES);
});
