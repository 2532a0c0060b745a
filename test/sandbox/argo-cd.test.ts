import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import type { AddOnObject } from "../../components/platform/contract.ts";
import { chartSource } from "../../fleet/charts/chart-source.ts";
import { dataFolder } from "../../sandbox/kubernetes/chart-data.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { addOnContext } from "../components/platform/add-on-context.ts";
import { scaling } from "../../fleet/schema/tenants/scaling.ts";
import { deliveredObjects, sampleApplication } from "../components/tenant/delivery/sample-applications.ts";
import { NAMESPACE, startProviderWorld, type ProviderWorld } from "./provider-world.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";

const QUEUE = {
  sqs: "https://sqs.eu-central-1.amazonaws.com/111122223333/mail",
  role: "arn:aws:iam::111122223333:role/acme-queues",
  perPod: 5,
};
const DAY = { start: "0 8 * * 1-5", end: "0 20 * * 1-5", pods: 6 };

/** Every shape that the objects of a tenant have. */
const APPLICATIONS = [
  sampleApplication({ tool: "helm", revision: ">=1.2.0 <2.0.0" }),
  sampleApplication({ name: "mail", private: true, scaling: scaling.parse({ queue: QUEUE, cron: [DAY] }) }),
  sampleApplication({ name: "work", scaling: scaling.parse({}) }),
];

const WINDOW = { kind: "deny", schedule: "0 18 * * 5", hours: 60, timezone: "Europe/Berlin" } as const;

const OF_A_TENANT = deliveredObjects({
  applications: APPLICATIONS,
  windows: [{ ...WINDOW, byHand: true, why: "nobody is there" }],
});

const OBJECTS: readonly AddOnObject[] = [
  ...(ADD_ONS["argo-cd"].objects?.(addOnContext("argo-cd")) ?? []),
  ...OF_A_TENANT,
  ...deliveredObjects({ tenant: "held", suspended: true }).map((one) => ({
    ...one,
    role: `held-${one.role}`,
  })),
];

function sent({ apiVersion, kind, name, annotations, body }: AddOnObject, namespace = "argocd"): Properties {
  const metadata = { name, namespace, ...(annotations === undefined ? {} : { annotations }) };
  return { apiVersion, kind, metadata, ...body } as Properties;
}

function withRole(role: string): AddOnObject {
  const found = OBJECTS.find((one) => one.role === role);
  if (found === undefined) throw new Error(`no object ${role}`);
  return found;
}

describe.skipIf(!existsSync(dataFolder()))("Argo CD in a real API server", () => {
  let world: ProviderWorld;

  beforeAll(async () => {
    world = await startProviderWorld();
    const metadata = { name: "argocd" };
    await world.engine.create(NAMESPACE, "argocd", { apiVersion: "v1", kind: "Namespace", metadata });
    const release = { name: "argo-cd", namespace: "argocd", ...chartSource("argo-cd") };
    await world.engine.create(RELEASE, "argo-cd", release);
    for (const chart of ["keda", "external-secrets"] as const)
      await world.engine.create(RELEASE, chart, { name: chart, namespace: "acme", ...chartSource(chart) });
  });

  afterAll(() => world.stop());

  test("has its default project closed after it made it open, and could not be given back", async () => {
    const { engine, api } = world;
    const ref = {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      name: "default",
      namespace: "argocd",
    };
    const open = {
      sourceRepos: ["*"],
      destinations: [{ server: "*", namespace: "*" }],
      clusterResourceWhitelist: [{ group: "*", kind: "*" }],
    };
    const { apiVersion, kind } = ref;
    const made = { apiVersion, kind, metadata: { name: "default", namespace: "argocd" }, spec: open };
    await api.apply(ref, made, { manager: "argocd-server", force: false });
    const inputs = sent(withRole("project-default"));
    const state = await engine.create(`kubernetes:${apiVersion}:${kind}Patch`, "default", inputs);
    expect(await engine.diff(state, inputs)).toEqual({});
    expect((await api.get(ref))?.["spec"]).toMatchObject({
      sourceRepos: [],
      destinations: [],
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: [{ group: "*", kind: "*" }],
    });
    // Its kind does not allow an object without a spec, so the program leaves it when it goes.
    await expect(engine.delete(state)).rejects.toThrow("spec: Required value");
  });

  test.each(["project", "applications", "held-project", "held-applications"])(
    "takes %s strictly, and shows no drift",
    async (role) => {
      const object = withRole(role);
      const inputs = sent(object);
      const type = `kubernetes:${object.apiVersion}:${object.kind}`;
      const state = await world.engine.create(type, role, inputs);
      expect(await world.engine.diff(state, inputs)).toEqual({});
      expect((await world.engine.refresh(state))?.inputs).toEqual(state.inputs);
    },
  );

  test("so are credentials of repositories, and what scales, with the kinds of their charts", async () => {
    const others = OF_A_TENANT.filter(({ kind }) => !kind.startsWith("App"));
    expect(others.map(({ kind }) => kind).sort()).toEqual([
      "ExternalSecret",
      "HorizontalPodAutoscaler",
      "ScaledObject",
      "TriggerAuthentication",
    ]);
    for (const object of others) {
      const inputs = sent(object, object.namespace ?? "acme");
      const type = `kubernetes:${object.apiVersion}:${object.kind}`;
      const state = await world.engine.create(type, object.role, inputs);
      expect(await world.engine.diff(state, inputs)).toEqual({});
    }
  });
});
