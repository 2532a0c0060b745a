import { expect, test } from "vitest";
import { named } from "./record-network.ts";
import { recordPlatform } from "./record-platform.ts";

const OWN = [
  "cloudnative-pg",
  "external-secrets",
  "node-problem-detector",
  "trivy-operator",
  "velero",
] as const;
const RELEASE = "kubernetes:helm.sh/v3:Release::";

const all = await recordPlatform({
  addOns: ["cert-manager", "prometheus-operator-crds", ...OWN],
  replicas: 3,
});
const after = (name: string): readonly string[] => named(all.resources, name).dependencies;

test("kinds of Velero and Trivy come before them, and the plugin of databases after their operator", () => {
  expect(after("dev-velero-release")).toContain(`${RELEASE}dev-velero-crds`);
  expect(after("dev-trivy-operator-release")).toContain(`${RELEASE}dev-trivy-operator-crds`);
  expect(after("dev-cloudnative-pg-plugin-barman-cloud")).toContain(`${RELEASE}dev-cloudnative-pg-release`);
  expect(named(all.resources, "dev-cloudnative-pg-plugin-barman-cloud").inputs["namespace"]).toBe(
    "cnpg-system",
  );
});

test("no release takes kinds from a folder that Helm would never upgrade", () => {
  for (const name of ["velero", "trivy-operator"])
    expect(named(all.resources, `dev-${name}-release`).inputs["skipCrds"]).toBe(true);
});

test("each of them costs no more than a handful of resources", () => {
  const cost = (addOn: string) => all.resources.filter(({ name }) => name.startsWith(`dev-${addOn}-`)).length;
  expect(Object.fromEntries(OWN.map((addOn) => [addOn, cost(addOn)]))).toEqual({
    "cloudnative-pg": 8,
    "external-secrets": 7,
    "node-problem-detector": 5,
    "trivy-operator": 6,
    velero: 6,
  });
});

test("Velero alone has rights in the cloud, and External Secrets none", () => {
  const own = all.grants.filter(({ account }) => !account.startsWith("cert-manager/"));
  expect(own.map(({ account }) => account)).toEqual(["velero/velero"]);
});

test("namespaces are held to the strictest level, but for the one that reads kernels", () => {
  const level = (addOn: string) => {
    const { metadata } = named(all.resources, `dev-${addOn}-namespace`).inputs as {
      metadata: { labels: Record<string, string> };
    };
    return metadata.labels["pod-security.kubernetes.io/enforce"];
  };
  expect(OWN.map(level)).toEqual(["restricted", "restricted", "privileged", "restricted", "restricted"]);
});
