import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster } from "../../sandbox/clusters/clusters.ts";
import { type CommandResult, mustPulumi, runPulumi } from "../../sandbox/engine/pulumi.ts";
import { ApiConnection } from "../../sandbox/kubernetes/api-connection.ts";
import { Api } from "../../sandbox/kubernetes/api.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import { type OwnSandbox, ownSandbox } from "./sandbox.ts";

const CANARY = "canary-in-a-secret";

const PROJECT = `name: probe
runtime: { name: nodejs, options: { typescript: false } }
main: program.js
`;

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { Provider } from "@pulumi/kubernetes/provider.js";

const config = new pulumi.Config();
const provider = new Provider("cluster", {
  kubeconfig: pulumi.secret(config.require("kubeconfig")),
  clusterIdentifier: "one",
  enableConfigMapMutable: true,
  enableSecretMutable: true,
  enablePatchForce: config.getBoolean("force") ?? false,
});
const namespace = new Namespace("probe", { metadata: { name: "probe" } }, { provider });
const metadata = { namespace: namespace.metadata.name };
const settings = new ConfigMap("settings", { metadata: { ...metadata, name: "settings" }, data: { colour: "blue" } }, { provider });
new Secret("login", { metadata, stringData: { password: pulumi.secret("${CANARY}") } }, { provider });
for (const extra of (config.get("extra") ?? "").split(",").filter((name) => name !== "")) {
  new ConfigMap(extra, { metadata, data: { of: settings.metadata.name } }, { provider });
}
if (config.getBoolean("stuck")) {
  const labels = { app: "web" };
  const template = { metadata: { labels }, spec: { containers: [{ name: "web", image: "web:1" }] } };
  new Deployment("stuck", {
    metadata: { ...metadata, name: "stuck", annotations: { "pulumi.com/timeoutSeconds": "1" } },
    spec: { selector: { matchLabels: labels }, template },
  }, { provider });
}
`;

let own: OwnSandbox;
let api: Api;

/** Settings stay until they are set anew. */
async function run(
  operation: "up" | "preview" | "refresh" | "destroy",
  settings: Readonly<Record<string, string>> = {},
) {
  const flags = operation === "preview" ? ["--expect-no-changes"] : ["--yes", "--skip-preview"];
  const given = Object.entries(settings).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  return runPulumi(own.sandbox, operation, "--stack", "probe", ...flags, ...given);
}

const succeeded = (result: CommandResult) => {
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
};

beforeAll(async () => {
  own = await ownSandbox();
  const { sandbox } = own;
  const cluster = {
    name: "probe",
    serviceCidr: "172.20.0.0/16",
    region: "eu-central-1",
    account: "111122223333",
  };
  await startCluster(sandbox.clusters, cluster);
  const kubeconfig = join(sandbox.clusters, "by-name", "probe", "simulator.kubeconfig");
  api = new Api(new ApiConnection(clusterAccess(kubeconfig)), "probe");
  writeFileSync(join(sandbox.project, "Pulumi.yaml"), PROJECT);
  writeFileSync(join(sandbox.project, "program.js"), PROGRAM);
  await mustPulumi(sandbox, "stack", "init", "probe");
  await mustPulumi(sandbox, "config", "set", "kubeconfig", kubeconfig);
});

afterAll(async () => {
  await own.remove();
});

test("a stack comes up, has nothing left to change, and keeps its secrets", async () => {
  succeeded(await run("up"));
  succeeded(await run("preview"));
  const state = await mustPulumi(own.sandbox, "stack", "export");
  expect(state).toContain("settings");
  expect(state).not.toContain(CANARY);
  expect(state).not.toContain(Buffer.from(CANARY).toString("base64"));
});

test("a field changed by hand is found, stops the update with its manager's name, and is put back by force", async () => {
  const ref = { apiVersion: "v1", kind: "ConfigMap", name: "settings", namespace: "probe" };
  const edited = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "settings" },
    data: { colour: "red" },
  };
  await api.apply(ref, edited, { manager: "kubectl-edit", force: true });
  succeeded(await run("refresh"));
  const stopped = await run("up");
  expect(stopped.exitCode).not.toBe(0);
  expect(stopped.stdout).toContain(
    'the update would overwrite what others manage: data.colour is managed by "kubectl-edit".',
  );
  succeeded(await run("up", { force: "true" }));
  expect((await api.get(ref))?.["data"]).toEqual({ colour: "blue" });
});

test("what a killed provider has made is found again by the next update", async () => {
  own.cloud.faults.add({ operation: "create", kind: "crash", name: "late" });
  const killed = await run("up", { extra: "late" });
  expect(killed.exitCode).not.toBe(0);
  succeeded(await run("up"));
  const state = JSON.parse(await mustPulumi(own.sandbox, "stack", "export")) as {
    deployment: { resources: { type: string; id?: string }[] };
  };
  const maps = state.deployment.resources.filter(({ type }) => type === "kubernetes:core/v1:ConfigMap");
  expect(maps).toHaveLength(2);
  expect(await objects("configmaps")).toEqual(maps.map(({ id }) => id).sort());
});

test("what never becomes ready stays in the state, and goes with the stack", async () => {
  const stuck = await run("up", { stuck: "true" });
  expect(stuck.exitCode).not.toBe(0);
  expect(stuck.stdout).toContain(
    "Deployment probe/stuck: not ready after 1 s: 0 of 1 replicas of the current template are available",
  );
  expect(await mustPulumi(own.sandbox, "stack", "export")).toContain('"id": "probe/stuck"');
  succeeded(await run("destroy"));
  expect(await api.get({ apiVersion: "v1", kind: "Namespace", name: "probe" })).toBeUndefined();
});

/** Ids of what the stack's namespace holds, without the server's own. */
async function objects(plural: string): Promise<readonly string[]> {
  const access = clusterAccess(join(own.sandbox.clusters, "by-name", "probe", "simulator.kubeconfig"));
  const connection = new ApiConnection(access);
  const list = await connection.send({ method: "GET", path: `/api/v1/namespaces/probe/${plural}` });
  connection.close();
  const { items } = list as unknown as { items: { metadata: { name: string } }[] };
  return items
    .map(({ metadata }) => `probe/${metadata.name}`)
    .filter((id) => id !== "probe/kube-root-ca.crt")
    .sort();
}
