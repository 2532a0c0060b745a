import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startCluster } from "../../sandbox/clusters/clusters.ts";
import { type CommandResult, mustPulumi, runPulumi } from "../../sandbox/engine/pulumi.ts";
import { ApiConnection } from "../../sandbox/kubernetes/api-connection.ts";
import { Api } from "../../sandbox/kubernetes/api.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import { type OwnSandbox, ownSandbox } from "./sandbox.ts";
import { StubWebhook } from "./stub-webhook.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const PROJECT = `name: gate
runtime: { name: nodejs, options: { typescript: false } }
main: program.js
`;

/** One object that a webhook guards, behind the gate of the platform. */
const PROGRAM = `
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import { behind, webhookGate } from "${ROOT}/components/platform/webhook-gate.ts";
import { asker } from "${ROOT}/stacks/asker.ts";

const config = new pulumi.Config();
const kubeconfig = pulumi.secret(readFileSync(config.require("kubeconfig"), "utf8"));
const provider = new Provider("cluster", { kubeconfig, clusterIdentifier: "one" });
const namespace = new Namespace("guarded", { metadata: { name: "guarded" } }, { provider });
const contract = {
  name: "cert-manager",
  namespace: "guarded",
  webhook: {
    kind: "validating",
    configuration: "stub",
    probe: { apiVersion: "v1", kind: "ConfigMap", namespaced: true, body: { data: {} } },
  },
};
const patience = { everySeconds: 1, timeoutSeconds: config.requireNumber("seconds") };
const gates = config.getBoolean("gate") === false ? [] : webhookGate("gate", contract, asker(kubeconfig), patience);
new ConfigMap(
  "boat",
  { metadata: { name: "boat", namespace: "guarded" }, data: { colour: config.get("colour") ?? "blue" } },
  { provider, dependsOn: [namespace], ...behind(gates) },
);
`;

let own: OwnSandbox;
let api: Api;
let stub: StubWebhook;

async function run(
  operation: "up" | "preview" | "refresh" | "destroy",
  settings: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const flags = operation === "preview" ? ["--expect-no-changes"] : ["--yes", "--skip-preview"];
  const given = Object.entries(settings).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  return runPulumi(own.sandbox, operation, "--stack", "gate", ...flags, ...given);
}

const boat = () => api.get({ apiVersion: "v1", kind: "ConfigMap", name: "boat", namespace: "guarded" });

beforeAll(async () => {
  own = await ownSandbox();
  const { sandbox } = own;
  const cluster = {
    name: "gate",
    serviceCidr: "172.20.0.0/16",
    region: "eu-central-1",
    account: "111122223333",
  };
  await startCluster(sandbox.clusters, cluster);
  const kubeconfig = join(sandbox.clusters, "by-name", "gate", "simulator.kubeconfig");
  api = new Api(new ApiConnection(clusterAccess(kubeconfig)), "gate");
  stub = await StubWebhook.made();
  await stub.guard(api, { namespace: "guarded", plural: "configmaps" });
  writeFileSync(join(sandbox.project, "Pulumi.yaml"), PROJECT);
  writeFileSync(join(sandbox.project, "program.js"), PROGRAM);
  await mustPulumi(sandbox, "stack", "init", "gate");
  await mustPulumi(sandbox, "config", "set", "kubeconfig", kubeconfig);
  await mustPulumi(sandbox, "config", "set", "seconds", "2");
});

afterAll(async () => {
  await stub.close();
  await own.remove();
});

test("without the gate an object is sent to a closed webhook, and refused", async () => {
  const result = await run("up", { gate: "false" });
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain('failed calling webhook "stub.atoll.test"');
  await mustPulumi(own.sandbox, "config", "rm", "gate");
});

test("a closed stub holds the object back, and the run says which webhook is silent", async () => {
  const result = await run("up");
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain("the webhook of cert-manager did not answer within 2 s");
  expect(result.stdout).toContain("look at its pods with: kubectl --namespace guarded get pods");
  expect(await boat()).toBeUndefined();
});

test("a stub that opens while it is waited for lets the object pass", async () => {
  const running = run("up", { seconds: "120" });
  await new Promise((done) => setTimeout(done, 3_000));
  await stub.open();
  const result = await running;
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  expect(stub.asked).toEqual(expect.arrayContaining(["atoll-webhook-probe", "boat"]));
  expect((await boat())?.["data"]).toEqual({ colour: "blue" });
});

test("preview and refresh live with the gate and a closed stub, and destroy with an open one", async () => {
  const succeeds = async (operation: "preview" | "refresh" | "destroy"): Promise<void> => {
    const result = await run(operation);
    expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  };
  await stub.close();
  await succeeds("preview");
  await succeeds("refresh");
  // The server removes an object by an update of it, which asks the webhook again.
  await stub.open();
  await succeeds("destroy");
  expect(await boat()).toBeUndefined();
});
