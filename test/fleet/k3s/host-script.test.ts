import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostFiles } from "../../../fleet/k3s/host-files.ts";
import { type Machine, type MachineWorld, machineWorld } from "./machine-world.ts";
import { HOSTS } from "./sample-hosts.ts";

const SCRIPT = "usr/local/sbin/atoll-k3s";
const files = hostFiles(HOSTS);

/** A host as its cloud-init leaves it. */
async function installed(world: MachineWorld, name: string): Promise<Machine> {
  const machine = world.machine(name, files.get(`${name}/cloud-init.yaml`) ?? "");
  expect((await machine.run(SCRIPT, ["install"])).ok).toBe(true);
  return machine;
}

test("hosts become a cluster by the commands of their guide, and no token leaves them but through a pipe", async () => {
  const world = machineWorld();
  const ada = await installed(world, "ada");
  expect(world.events()).toEqual([]);
  expect((await ada.run(SCRIPT, ["found"])).said.at(-1)).toBe(
    `atoll: attic is founded; its configuration for kubectl is ${ada.root}/etc/rancher/k3s/k3s.yaml`,
  );
  // K3s writes them; the second ends without a line's end.
  ada.write("var/lib/rancher/k3s/server/token", "K10abc::server:one\n");
  ada.write("var/lib/rancher/k3s/server/agent-token", "K10abc::node:two");

  const bob = await installed(world, "bob");
  const forServers = await ada.run(SCRIPT, ["token", "server"]);
  expect((await bob.run(SCRIPT, ["join"], `${forServers.stdout}\n`)).ok).toBe(true);
  const dan = await installed(world, "dan");
  const forAgents = await ada.run(SCRIPT, ["token", "agent"]);
  expect((await dan.run(SCRIPT, ["join"], `${forAgents.stdout}\n`)).ok).toBe(true);

  expect(world.events()).toEqual(["ada founds", "bob joins", "dan is an agent"]);
  expect(bob.read("etc/rancher/k3s/token")).toBe("K10abc::server:one\n");
  expect(bob.read("etc/rancher/k3s/agent-token")).toBe(ada.read("etc/rancher/k3s/agent-token"));
  expect(dan.read("etc/rancher/k3s/token")).toBe("K10abc::node:two\n");
  for (const server of [ada, bob])
    expect(server.read("etc/rancher/k3s/config.yaml.d/20-join.yaml")).toBe(
      "server: https://k3s.lagoon.test:6443\n",
    );
});

test("nobody founds a cluster where one answers, or on a machine that is part of one", async () => {
  const world = machineWorld();
  world.write("up", "");
  const ada = await installed(world, "ada");
  expect((await ada.run(SCRIPT, ["found"])).said).toEqual([
    "atoll: something answers at k3s.lagoon.test:6443: a cluster is there; join it",
  ]);
  ada.write("etc/rancher/k3s/token", "");
  ada.write("etc/rancher/k3s/joined", "");
  expect((await ada.run(SCRIPT, ["found"])).said).toEqual(["atoll: this machine is part of a cluster"]);
  expect(world.events()).toEqual([]);
});

test("what is no token with the hash of a cluster is refused, and nothing starts", async () => {
  const world = machineWorld();
  const dan = await installed(world, "dan");
  expect((await dan.run(SCRIPT, ["join"], "")).said).toEqual([
    "atoll: pipe in what atoll-k3s token agent says on the first server",
  ]);
  expect((await dan.run(SCRIPT, ["join"], "Permission denied\n")).said).toEqual([
    "atoll: this is no token with the hash of a cluster",
  ]);
  expect((await dan.run(SCRIPT, ["found"])).said).toEqual(["atoll: an agent founds no cluster"]);
  expect(existsSync(join(dan.root, "etc/rancher/k3s/token"))).toBe(false);
  expect(world.events()).toEqual([]);
});
