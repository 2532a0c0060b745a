import { expect, test } from "vitest";
import { WITH_EVERYTHING } from "../components/platform/delivery/sample-delivery.ts";
import { named } from "./record-network.ts";
import { recordPlatform } from "./record-platform.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release::dev-argo-cd-release";
const addOns = ["argo-cd", "cert-manager", "external-secrets", "gateway-api", "traefik"] as const;
const { resources, grants } = await recordPlatform({ ...WITH_EVERYTHING, addOns });
const own = resources.filter(({ name }) => name.startsWith("dev-argo-cd"));
const kinds = (kind: string) => own.filter(({ type }) => type.endsWith(`:${kind}`));

test("trap: the default project is changed after Argo CD has made it, and is no object that a second one could meet", () => {
  const [project, ...others] = kinds("AppProjectPatch");
  expect(others).toEqual([]);
  expect(project).toMatchObject({
    name: "dev-argo-cd-project-default",
    dependencies: [RELEASE],
    options: { retainOnDelete: true },
    inputs: {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "AppProject",
      metadata: {
        name: "default",
        namespace: "argocd",
        annotations: { "pulumi.com/patchForce": "true" },
      },
    },
  });
  expect(kinds("AppProject")).toEqual([]);
});

test("trap: its release runs hooks, for a job makes the Secret argocd-redis before the pods", () => {
  const { inputs } = named(resources, "dev-argo-cd-release");
  expect(inputs).toMatchObject({ waitForJobs: true, values: { redisSecretInit: { enabled: true } } });
  expect(Object.keys(inputs).filter((key) => /hook/i.test(key))).toEqual([]);
});

test("Secrets come before the pods that need them", () => {
  const { dependencies } = named(resources, "dev-argo-cd-release");
  const secrets = kinds("ExternalSecret").map(({ type, name }) => `${type}::${name}`);
  expect(secrets).toHaveLength(1);
  expect(dependencies).toEqual(expect.arrayContaining(secrets));
});

test("its one account with rights in the cloud reads two secrets, and no pod runs as it", () => {
  expect(grants.filter(({ account }) => account.startsWith("argocd/"))).toMatchObject([
    { account: "argocd/secret-reader", permissions: [{ sid: "ReadSecrets" }] },
  ]);
});

test("where External Secrets is off it is eight resources and holds none of these", async () => {
  const without = addOns.filter((name) => name !== "external-secrets");
  const recorded = await recordPlatform({ ...WITH_EVERYTHING, addOns: without });
  const all = recorded.resources.filter(({ name }) => name.startsWith("dev-argo-cd"));
  expect(all.map(({ type }) => type.split(":").at(-1)).sort()).toEqual([
    "AddOnRelease",
    "AppProjectPatch",
    "Namespace",
    ...Array.from({ length: 4 }, () => "NetworkPolicy"),
    "Release",
  ]);
});
