import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { addMember, removeMembers } from "../../sandbox/aws/k3s/etcd-members.ts";
import { addressOf } from "../../sandbox/aws/k3s/name-lookup.ts";
import { FakeHost } from "./k3s-host.ts";
import { newSecretFiles, type SecretFiles } from "./k3s-secret.ts";
import { CLUSTER, K3sWorld } from "./k3s-world.ts";

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

test("the only server goes when another has joined, which holds the data from then on", async () => {
  const [a] = await world.servers(["a"]);
  const next = await world.server("a");
  expect(world.said(next)).toBeUndefined();
  expect(world.instances).toEqual([next.id]);
  await world.engine.delete(a!);
  await world.attach(next);
  expect(world.host.told).toEqual([]);
  expect("port" in addressOf(world.cloud, world.registration, 6443)).toBe(true);
});

test("etcd lets its last member not go, and takes none while one is down", async () => {
  const [a, b] = await world.servers();
  const member = { server: "d", instance: "i-d" };
  const { cloud, host } = world;
  await expect(removeMembers({ host, cloud }, CLUSTER, () => true)).rejects.toThrow(
    "etcdserver: re-configuration failed due to not enough started members",
  );
  cloud.delete({ id: b!.id });
  expect(() => {
    addMember(cloud, CLUSTER, member);
  }).toThrow("etcdserver: unhealthy cluster");
  expect(world.instances).toContain(a!.id);
  expect(world.members).toEqual(["a", "b", "c"]);
});
