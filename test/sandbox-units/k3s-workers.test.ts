import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { FakeHost } from "./k3s-host.ts";
import { newSecretFiles, type SecretFiles } from "./k3s-secret.ts";
import { K3sWorld } from "./k3s-world.ts";

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

test("workers join by the token of agents, as many as their group wants, and go with it", async () => {
  const early = await world.workers(2);
  expect(world.said(early)).toBe(`${world.registration}:6443: no server behind it answers`);
  await world.servers();
  const nodes = world.host.nodes.get(early.id)!;
  expect(nodes.map(({ zone, pods, labels }) => ({ zone, pods, pool: labels["atoll/pool"] }))).toEqual([
    { zone: "eu-central-1a", pods: 58, pool: "general" },
    { zone: "eu-central-1b", pods: 58, pool: "general" },
  ]);
  const more = await world.engine.update(early, { ...early.inputs, desiredCapacity: 3 });
  expect(world.host.nodes.get(early.id)).toHaveLength(3);
  await world.engine.delete(more);
  expect(world.host.nodes.has(early.id)).toBe(false);
});

test("a group that somebody made larger has as many nodes at the next look", async () => {
  await world.servers(["a"]);
  const group = await world.workers(1);
  world.cloud.edit(group.id, { state: { desiredCapacity: 2 } });
  await world.engine.refresh(group);
  expect(world.host.nodes.get(group.id)).toHaveLength(2);
});

test("workers whose token is that of before are refused", async () => {
  await world.servers(["a"]);
  await world.putSecrets(secret, "another");
  expect(world.said(await world.workers(1))).toBe(
    "failed to retrieve configuration from server: not authorized",
  );
});
