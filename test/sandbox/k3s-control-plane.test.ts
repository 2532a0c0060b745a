import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adminKubeconfig } from "../../components/k3s/kubeconfig.ts";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { givenPath } from "../../sandbox/clusters/given.ts";
import { clusterHost } from "../../sandbox/clusters/host.ts";
import { restoreSnapshot, saveSnapshot, wipeCluster } from "../../sandbox/clusters/snapshots.ts";
import type { ClusterHost } from "../../sandbox/aws/cluster-host.ts";
import { ApiConnection, type ApiRequest } from "../../sandbox/kubernetes/api-connection.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import { namesOf } from "../../sandbox/kubernetes/name-resolution.ts";
import type { Value } from "../../sandbox/provider/properties.ts";
import { newSecretFiles, type SecretFiles } from "../sandbox-units/k3s-secret.ts";
import { CLUSTER, ISSUER, K3sWorld } from "../sandbox-units/k3s-world.ts";
import type { State } from "../sandbox-units/engine.ts";

// One cluster for all: the tests build on each other, in the order in which they stand.
const dir = mkdtempSync(join(tmpdir(), "atoll-k3s-"));
const clusters = join(dir, "clusters");
const cloudFile = join(dir, "cloud.db");

let secret: SecretFiles;
let world: K3sWorld<ClusterHost>;
let servers: readonly State[];
let connection: ApiConnection;

beforeAll(async () => {
  secret = await newSecretFiles();
  world = await K3sWorld.start(clusterHost(clusters), secret, cloudFile);
  servers = await world.servers();
  connection = connect();
});

afterAll(async () => {
  connection.close();
  world.stop();
  await stopClusters(clusters);
  rmSync(dir, { recursive: true, force: true });
});

/** As the program's provider does: by the load balancer's name and the administrator's certificate. */
function connect(authority = secret.files["server-ca.crt"]): ApiConnection {
  const { certificate, key } = secret.admin;
  const server = `https://${world.registration}:6443`;
  const kubeconfig = adminKubeconfig({ name: CLUSTER, server, authority, certificate, key });
  return new ApiConnection(clusterAccess(kubeconfig), namesOf(cloudFile));
}

const ask = (path: string, more: Partial<ApiRequest> = {}): Promise<Value> =>
  connection.send({ method: "GET", path, ...more });

interface NodeList {
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

const nodeNames = async (): Promise<readonly string[]> =>
  ((await ask("/api/v1/nodes")) as unknown as NodeList).items.map(({ metadata }) => metadata.name).sort();

const namespace = (name: string) => ({
  method: "POST" as const,
  body: { apiVersion: "v1", kind: "Namespace", metadata: { name } },
});

test("the administrator's certificate gets in by the name of the load balancer, and sees the servers", async () => {
  expect(await nodeNames()).toEqual(servers.map(({ id }) => id).sort());
});

test("whoever trusts another authority is not fooled", async () => {
  const other = connect((await newSecretFiles()).files["server-ca.crt"]);
  await expect(other.send({ method: "GET", path: "/api/v1/nodes" })).rejects.toThrow(
    "unable to verify the first certificate",
  );
  other.close();
});

test("tokens of ServiceAccounts have the issuer of the configuration, and its key", async () => {
  const discovered = await ask("/.well-known/openid-configuration");
  expect(discovered).toMatchObject({ issuer: ISSUER, jwks_uri: `${ISSUER}/keys.json` });
});

test("the rendered admission configuration holds: a namespace without labels takes no privileged pod", async () => {
  await ask("/api/v1/namespaces", namespace("bare"));
  const containers = [{ name: "a", image: "a", securityContext: { privileged: true } }];
  const body = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers } };
  await expect(ask("/api/v1/namespaces/bare/pods", { method: "POST", body })).rejects.toThrow(
    /violates PodSecurity "[a-z]+:[a-z0-9.]+"/,
  );
});

test("the rendered audit policy writes down who did what", () => {
  const lines = readFileSync(givenPath(clusters, CLUSTER, "audit.log"), "utf8")
    .trim()
    .split("\n");
  const made = lines
    .map((line) => JSON.parse(line) as { verb: string; requestURI: string; user: { username: string } })
    .filter(({ verb, requestURI }) => verb === "create" && requestURI === "/api/v1/namespaces/bare/pods");
  expect(made.map(({ user }) => user.username)).toEqual(["system:admin"]);
});

test("a server that is replaced leaves the cluster, and its successor is a node of it", async () => {
  const [first] = servers;
  const next = await world.server("a");
  await world.attach(next);
  await world.engine.delete(first!);
  const names = await nodeNames();
  expect(names).toContain(next.id);
  expect(names).not.toContain(first!.id);
  expect(names).toHaveLength(3);
});

test("a snapshot brings back what was wiped, for the token of its day alone", async () => {
  const wanted = { cluster: CLUSTER, name: "before", token: "s3cret" };
  expect(await saveSnapshot(clusters, wanted)).toBeGreaterThan(100);
  const before = await nodeNames();
  await wipeCluster(clusters, CLUSTER);
  await expect(ask("/api/v1/namespaces/bare")).rejects.toThrow('namespaces "bare" not found');
  await expect(restoreSnapshot(clusters, { ...wanted, token: "another" })).rejects.toThrow(
    "snapshot before of cluster edge token: expected the token of the day on which it was saved, got another one; " +
      "K3s: bootstrap data already found and encrypted with different token",
  );
  await restoreSnapshot(clusters, wanted);
  expect(await ask("/api/v1/namespaces/bare")).toMatchObject({ metadata: { name: "bare" } });
  expect(await nodeNames()).toEqual(before);
});

test("without a majority nobody answers, and with the last server the data are gone", async () => {
  const all = world.cloud.list({ type: "aws:ec2/instance:Instance" });
  const states = servers.slice(1);
  await world.engine.delete(states[0]!);
  await world.engine.delete(states[1]!);
  // One of two.
  await expect(ask("/api/v1/nodes")).rejects.toThrow(
    `${world.registration}:6443: no server behind it answers`,
  );
  const last = all.find(({ id }) => !states.some((one) => one.id === id))!;
  await world.engine.delete({ ...states[0]!, id: last.id, name: "server-a" });
  expect(world.members).toEqual([]);
  await expect(saveSnapshot(clusters, { cluster: CLUSTER, name: "after" })).rejects.toThrow(
    "cluster edge: expected the name of a cluster of this sandbox, got none of that name",
  );
});
