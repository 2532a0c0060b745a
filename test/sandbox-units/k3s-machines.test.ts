import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { forgetBoot } from "../../sandbox/aws/k3s/datastore.ts";
import { addressOf } from "../../sandbox/aws/k3s/name-lookup.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { deleteObject, objectIn, putObject } from "../../sandbox/aws/types/s3-objects.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";
import { writeKubeconfig } from "../../sandbox/engine/kubeconfig.ts";
import { clusterAccess } from "../../sandbox/kubernetes/kubeconfig.ts";
import { cloudPath } from "./network.ts";
import { FakeHost } from "./k3s-host.ts";
import { newSecretFiles, type SecretFiles } from "./k3s-secret.ts";
import { BUCKET, FLAGS, K3sWorld } from "./k3s-world.ts";

let secret: SecretFiles;
let world: K3sWorld;

beforeAll(async () => {
  secret = await newSecretFiles();
});

beforeEach(async () => {
  world = await K3sWorld.start(new FakeHost(), secret);
});

afterEach(() => {
  world.stop();
});

test("the first server founds the cluster, and the others join when it answers", async () => {
  const [a, b] = [await world.server("a"), await world.server("b")];
  expect(objectIn(world.cloud, BUCKET, "founder")?.toString()).toBe(a.id);
  expect(world.said(a)).toBeUndefined();
  expect(world.said(b)).toBe(
    `${a.id} founds the cluster, and no server answers at ${world.registration} yet. ` +
      `If this lasts and ${a.id} is gone: restore a snapshot; or, only if the bucket has none and no server has data, ` +
      `let another found: aws s3 rm s3://${BUCKET}/founder`,
  );
  const c = await world.server("c");
  for (const one of [a, b, c]) await world.attach(one);
  await world.gate([a, b, c]);
  expect(world.members).toEqual(["a", "b", "c"]);
  expect([...world.host.nodes.keys()].sort()).toEqual([a.id, b.id, c.id].sort());
});

test("a server is a node with its zone, its provider id, K3s's labels and the taint of system nodes", async () => {
  const [a] = await world.servers(["a"]);
  expect(world.host.nodes.get(a!.id)).toEqual([
    expect.objectContaining({
      name: a!.id,
      zone: "eu-central-1a",
      providerId: `aws:///eu-central-1a/${a!.id}`,
      labels: expect.objectContaining({
        "atoll/server": "a",
        "node-role.kubernetes.io/control-plane": "true",
        "node-role.kubernetes.io/etcd": "true",
      }) as object,
      taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
    }),
  ]);
});

test("the gate fails with what a server said, and leaves no association behind", async () => {
  const a = await world.server("a");
  await expect(world.gate([a])).rejects.toThrow(
    `creating SSM Association: operation error SSM: CreateAssociation, api error Timeout: timeout while waiting for ` +
      `state to become 'Success' (last state: 'Failed', timeout: 60s): ${a.id}: ${world.registration}:6443: ` +
      `no server behind it answers`,
  );
  expect(world.cloud.count({ type: tokens.SSM_ASSOCIATION })).toBe(0);
});

test("when people take away the name of a founder that is gone, the machine that waits founds", async () => {
  putObject(world.cloud, { bucket: BUCKET, key: "founder" }, Buffer.from("i-gone"));
  const b = await world.server("b");
  await world.attach(b);
  expect(world.said(b)).toContain(`let another found: aws s3 rm s3://${BUCKET}/founder`);
  deleteObject(world.cloud, BUCKET, "founder");
  await world.gate([b]);
  expect(objectIn(world.cloud, BUCKET, "founder")?.toString()).toBe(b.id);
  expect(world.members).toEqual(["b"]);
});

test("the gate stays shut for a server of which nobody knows that its boot is finished", async () => {
  const a = await world.server("a");
  await world.attach(a);
  forgetBoot(world.cloud, a.id);
  await expect(world.gate([a])).rejects.toThrow(`${a.id}: its boot is not finished`);
});

test.each([
  [
    "a role that may not read the secret",
    [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    "cannot read the secret atoll/edge/k3s-server; may this machine's role read it?",
  ],
  [
    "a role that is denied what another statement allows",
    [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "secretsmanager:Get*", Resource: "*" },
    ],
    "cannot read the secret atoll/edge/k3s-server; may this machine's role read it?",
  ],
  [
    "a role that may not write to the bucket",
    [{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue", "s3:GetObject"], Resource: "*" }],
    `S3 answers 403 to a write of https://${BUCKET}.s3.eu-central-1.amazonaws.com/founder: AccessDenied`,
  ],
])("%s founds nothing", async (_what, rights, said) => {
  await world.setRights(rights);
  expect(world.said(await world.server("a"))).toBe(said);
  expect([...world.host.running.keys()]).toEqual([]);
});

test("a bucket or a secret that is not there founds nothing", async () => {
  expect(world.said(await world.server("a", { bucket: "atoll-other" }))).toBe(
    "S3 answers 404 to a write of https://atoll-other.s3.eu-central-1.amazonaws.com/founder: NoSuchBucket",
  );
  expect(world.said(await world.server("b", { secretName: "atoll/other" }))).toBe(
    "cannot read the secret atoll/other; may this machine's role read it?",
  );
});

test("a server with another token is refused, and one with another authority", async () => {
  const [a, b] = await world.servers(["a", "b"]);
  await world.putSecrets(secret, "another");
  const late = await world.server("c");
  expect(world.said(late)).toBe("failed to validate token: the servers of this cluster have another one");
  await world.putSecrets(await newSecretFiles(), "s3cret");
  await world.engine.refresh(late);
  expect(world.said(late)).toBe("token CA hash does not match the Cluster CA certificate hash");
  expect(world.members).toEqual(["a", "b"]);
  expect([a!, b!].map((one) => world.said(one))).toEqual([undefined, undefined]);
});

test("a server with other flags of the datastore is refused", async () => {
  await world.servers(["a"]);
  const other = await world.server("b", { flags: { ...FLAGS, podCidr: "10.1.0.0/16", serviceLb: true } });
  expect(world.said(other)).toBe(
    "failed to validate server configuration: critical configuration value mismatch between servers: " +
      "cluster-cidr, servicelb",
  );
});

test("a server that is replaced takes its predecessor's place, and founds no second cluster", async () => {
  const [a, , c] = await world.servers();
  const next = await world.server("a");
  expect(world.said(next)).toBeUndefined();
  expect(world.members).toEqual(["a", "b", "c"]);
  expect(world.host.nodes.has(a!.id)).toBe(false);
  await world.engine.delete(a!);
  expect(world.host.nodes.has(c!.id)).toBe(true);
  expect(objectIn(world.cloud, BUCKET, "founder")?.toString()).toBe(a!.id);
  expect(world.host.told).toEqual([]);
});

test("with two of three servers gone the cluster serves nobody, and a new server does not found another", async () => {
  const [a, b, c] = await world.servers();
  world.cloud.delete({ id: a!.id });
  world.cloud.delete({ id: b!.id });
  await world.engine.refresh(c!);
  expect(world.host.told).toEqual(["halt edge"]);
  expect(addressOf(world.cloud, world.registration, 6443)).toEqual({
    fault: `${world.registration}:6443: no server behind it answers`,
  });
  expect(world.said(c!)).toBe("no server of edge answers: etcd has lost its majority");
  expect(world.said(await world.server("a"))).toContain(`${a!.id} founds the cluster, and no server answers`);
});

test("a server that is lost is made anew, and its member goes", async () => {
  const [a] = await world.servers();
  world.cloud.delete({ id: a!.id });
  expect(await world.engine.refresh(a!)).toBeUndefined();
  const again = await world.server("a");
  await world.attach(again);
  expect(world.members).toEqual(["a", "b", "c"]);
  expect(world.host.nodes.has(a!.id)).toBe(false);
});

test("the last server takes all data along, one after another", async () => {
  const [a, b, c] = await world.servers();
  for (const one of [a!, b!, c!]) await world.engine.delete(one);
  expect(world.host.told).toEqual(["halt edge", "remove edge"]);
  expect(world.cloud.list().filter(({ type }) => type.startsWith("simulator:k3s:Boot"))).toEqual([]);
  expect(world.members).toEqual([]);
});

test("servers that go at once leave nothing, however long the cluster takes to fall silent", async () => {
  const [a, b, c] = await world.servers();
  const [begun, ended] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  world.host.halt = async () => {
    begun.resolve(undefined);
    await ended.promise;
  };
  await world.engine.delete(a!);
  const second = world.engine.delete(b!);
  await begun.promise;
  await world.engine.delete(c!);
  ended.resolve(undefined);
  await second;
  expect(world.host.told).toEqual(["remove edge"]);
  expect(world.cloud.list().filter(({ type }) => /^simulator:k3s:(Boot|Cluster)$/.test(type))).toEqual([]);
});

test("the control plane gets the authorities of the secret, the files of its machine and their flags", async () => {
  await world.servers(["a"]);
  const { given, serviceCidr } = world.host.running.get("edge")!;
  expect(serviceCidr).toBe("10.96.0.0/16");
  expect(Object.keys(given!.files)).toEqual(
    expect.arrayContaining(["server-ca.crt", "service.key", "admission.yaml", "audit.yaml"]),
  );
  expect(given!.names).toEqual(
    expect.arrayContaining(["127.0.0.1", "kubernetes.default.svc", "10.96.0.1", world.registration]),
  );
  expect(given!.flags).toEqual(
    expect.arrayContaining([
      "admission-control-config-file={folder}/admission.yaml",
      "audit-policy-file={folder}/audit.yaml",
      "audit-log-path={folder}/audit.log",
      `service-account-issuer=${FLAGS.issuer}`,
    ]),
  );
});

test("people reach the cluster at this machine's address, with the administrator's certificate", async () => {
  const path = cloudPath();
  const own = await K3sWorld.start(new FakeHost(), secret, path);
  await own.servers(["a"]);
  const sandbox = sandboxAt(dirname(path));
  writeKubeconfig(sandbox, "edge");
  own.stop();
  const access = clusterAccess(readFileSync(sandbox.kubeconfig, "utf8"), "edge");
  expect(access.server.href).toBe("https://127.0.0.1:21001/");
  expect(access.authority).toBe(secret.files["server-ca.crt"]);
  expect(access.certificate).toEqual({ cert: secret.admin.certificate, key: secret.admin.key });
});

test("a name that no load balancer has leads nowhere", () => {
  expect(addressOf(world.cloud, "other.elb.eu-central-1.amazonaws.com", 6443)).toEqual({
    fault: "getaddrinfo ENOTFOUND other.elb.eu-central-1.amazonaws.com",
  });
});
