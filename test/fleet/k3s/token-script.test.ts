import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import { bootAll, type Machine, MachineWorld, machineWorld, SERVER_SECRET } from "./machine-world.ts";
import { AGENT, SERVER } from "./sample-boots.ts";

const NEXT = { ...SERVER_SECRET, token: "server-token-2", agentToken: "agent-token-2" };
const TOKEN = "etc/rancher/k3s/token";

/** Servers that are up, the founder first. */
async function cluster(
  world: MachineWorld,
  letters: readonly string[],
): Promise<{ world: MachineWorld; servers: Machine[] }> {
  const servers: Machine[] = [];
  for (const letter of letters) {
    const server = world.machine(`i-${letter}`, serverUserData({ ...SERVER, server: letter }));
    await bootAll(server);
    servers.push(server);
  }
  world.write("events", "");
  return { world, servers };
}

describe("of a cluster whose secret has new tokens", () => {
  let world: MachineWorld;
  let servers: readonly Machine[];
  beforeAll(async () => {
    ({ world, servers } = await cluster(new MachineWorld(), ["a", "b"]));
    world.setSecret(NEXT);
    for (const server of servers) expect((await server.rotate()).ok).toBe(true);
  });
  afterAll(() => {
    world.end();
  });

  test("the first server moves the datastore, and each starts with the new ones once", () => {
    expect(world.events()).toEqual([
      "i-a saves server-token-2 agent-token",
      "i-a stops",
      "i-a starts again",
      "i-a saves server-token-2 agent-token-2",
      "i-b stops",
      "i-b starts again",
    ]);
    for (const server of servers) {
      expect(server.read(TOKEN)).toMatch(/^K10[0-9a-f]{64}::server:server-token-2\n$/);
      expect(server.read("etc/rancher/k3s/agent-token")).toBe("agent-token-2");
      expect(existsSync(join(server.root, "etc/rancher/k3s/token.next"))).toBe(false);
    }
  });

  test("no token is in an argument, and none is left in memory", () => {
    expect(world.read("calls")).toContain("https://127.0.0.1:6443/v1-k3s/token");
    expect(world.read("calls")).not.toMatch(/(server|agent)-token(-2)?\b/);
    for (const { root } of servers) expect(existsSync(join(root, "run/atoll"))).toBe(false);
  });

  test("a server that has them says so, and nothing is stopped", async () => {
    world.write("events", "");
    expect(await servers[0]?.rotate()).toEqual({
      ok: true,
      stdout: "",
      said: ["atoll: this server of prod has the token of its secret"],
    });
    expect(world.events()).toEqual([]);
  });

  test("a server that joins later has the new token", async () => {
    const late = world.machine("i-c", serverUserData({ ...SERVER, server: "c" }));
    await bootAll(late);
    expect(late.read(TOKEN)).toContain("server-token-2");
  });
});

test("a cluster that was founded with its tokens goes on, and etcd says whose they are", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a"]);
  expect((await servers[0]?.rotate())?.ok).toBe(true);
  expect(world.events()).toEqual(["i-a saves server-token agent-token"]);
  expect(world.read("mark")).toMatch(/^[0-9a-f]{16}$/);
});

test("a server that stopped halfway goes on where it was", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a", "b"]);
  const [first] = servers as [Machine, Machine];
  world.setSecret(NEXT);
  first.write("no-start", "");
  expect((await first.rotate()).ok).toBe(false);
  expect(world.events()).toEqual(["i-a saves server-token-2 agent-token", "i-a stops"]);
  rmSync(join(first.root, "no-start"));
  expect((await first.rotate()).ok).toBe(true);
  expect(world.events().slice(2)).toEqual([
    "i-a stops",
    "i-a starts again",
    "i-a saves server-token-2 agent-token-2",
  ]);
});

test("a second new token is moved to as well, also after one that stopped halfway", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a", "b"]);
  const [first, second] = servers as [Machine, Machine];
  world.setSecret(NEXT);
  await first.rotate();
  await second.rotate();
  first.write("etc/rancher/k3s/token.next", "of another token\n");
  world.write("events", "");
  world.setSecret({ ...NEXT, token: "server-token-3" });
  for (const server of servers) expect((await server.rotate()).ok).toBe(true);
  expect(world.events()).toEqual([
    "i-a saves server-token-3 agent-token-2",
    "i-a stops",
    "i-a starts again",
    "i-a saves server-token-3 agent-token-2",
    "i-b stops",
    "i-b starts again",
  ]);
});

test("a server that K3s does not believe moves nothing and stops nothing", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a"]);
  const [only] = servers as [Machine];
  only.write("started-with", "another\n");
  world.setSecret(NEXT);
  const { ok, said } = await only.rotate();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe("atoll: K3s does not take the new token, it answers 401: journalctl -u k3s");
  expect(world.events()).toEqual([]);
  expect(only.read(TOKEN)).toContain("::server:server-token\n");
});

test("a server that cannot ask which token the others have leaves all as it is", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a"]);
  const [only] = servers as [Machine];
  world.setSecret(NEXT);
  world.write("silent", "");
  const { ok, said } = await only.rotate();
  expect(ok).toBe(false);
  expect(said).toEqual([
    "connection refused",
    "atoll: no server says which token prod has: journalctl -u k3s",
  ]);
  expect(world.events()).toEqual([]);
});

test("a server that does not come back is told, and keeps what it was about to do", async () => {
  const { world, servers } = await cluster(machineWorld(), ["a", "b"]);
  const [first] = servers as [Machine, Machine];
  first.write("slow", "");
  world.setSecret(NEXT);
  const { ok, said } = await first.rotate();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe("atoll: K3s does not come up: journalctl -u k3s");
  expect(existsSync(join(first.root, "etc/rancher/k3s/token.next"))).toBe(true);
});

test("a machine that is not part of its cluster yet is left alone", async () => {
  const world = machineWorld();
  const { ok, said } = await world.machine("i-a", serverUserData(SERVER)).rotate();
  expect(ok).toBe(false);
  expect(said).toEqual(["atoll: this machine is not part of its cluster yet: journalctl -u atoll-boot"]);
});

test("an agent gets its new token for its next start, and goes on", async () => {
  const world = machineWorld({ token: "K10abc::node:one" });
  const agent = world.machine("i-w", agentUserData(AGENT));
  await bootAll(agent);
  world.setSecret({ token: "K10abc::node:two" });
  expect((await agent.rotate()).said).toEqual(["atoll: this agent of prod has the token of its secret"]);
  expect(agent.read(TOKEN)).toBe("K10abc::node:two");
  expect(world.events()).toEqual(["i-w is an agent"]);
});
