import { createHash } from "node:crypto";
import { existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import {
  AUTHORITIES,
  bootAll,
  type Machine,
  MachineWorld,
  machineWorld,
  SERVER_SECRET,
  writtenFiles,
} from "./machine-world.ts";
import { AGENT, SERVER } from "./sample-boots.ts";

const userData = (server: string): string => serverUserData({ ...SERVER, server });
const JOIN = "etc/rancher/k3s/config.yaml.d/20-join.yaml";
const TLS = "var/lib/rancher/k3s/server/tls";
const HASH = createHash("sha256").update(AUTHORITIES["server-ca.crt"]).digest("hex");

test("of three servers that start at once exactly one founds, and all end with the same way to the others", async () => {
  const world = machineWorld();
  const machines = ["a", "b", "c"].map((letter) => world.machine(`i-${letter}1`, userData(letter)));
  await bootAll(...machines);
  const [first, ...others] = world.events();
  expect(first).toBe(`${world.read("founder")} founds`);
  expect(others.map((event) => event.split(" ")[1])).toEqual(["joins", "joins"]);
  for (const machine of machines) expect(machine.read(JOIN)).toBe("server: https://k3s.lagoon.test:6443\n");
});

describe("of a cluster that was founded", () => {
  const world = new MachineWorld();
  const founder = world.machine("i-a1", userData("a"));
  beforeAll(() => bootAll(founder));
  afterAll(() => {
    world.end();
  });

  test("the founder has the authorities and the tokens of the secret", () => {
    for (const [name, text] of Object.entries(AUTHORITIES)) expect(founder.read(join(TLS, name))).toBe(text);
    expect(founder.read("etc/rancher/k3s/token")).toBe(`K10${HASH}::server:server-token\n`);
    expect(founder.read("etc/rancher/k3s/agent-token")).toBe("agent-token");
  });

  test("what is secret is in files of root alone, in no argument, and gone from memory", () => {
    for (const file of ["etc/rancher/k3s/token", "etc/rancher/k3s/agent-token", join(TLS, "server-ca.crt")])
      expect(statSync(join(founder.root, file)).mode & 0o777, file).toBe(0o600);
    expect(existsSync(join(founder.root, "run/atoll"))).toBe(false);
    const calls = world.read("calls");
    expect(calls).toContain("k3s kubectl --server");
    for (const hidden of ["key-of-the-machine", "server-token", "agent-token", "key of"])
      expect(calls.includes(hidden), hidden).toBe(false);
  });

  test("what only a machine knows is in a file of its own", () => {
    expect(founder.read("etc/rancher/k3s/config.yaml.d/10-machine.yaml")).toBe(`node-name: i-a1
kubelet-arg+:
  - provider-id=aws:///eu-central-1a/i-a1
node-label+:
  - topology.kubernetes.io/region=eu-central-1
  - topology.kubernetes.io/zone=eu-central-1a
  - node.kubernetes.io/instance-type=m7i.large
`);
  });

  test("a machine that starts again changes nothing and asks nobody", async () => {
    const files = founder.files();
    const calls = world.read("calls");
    expect(await founder.boot()).toEqual({ ok: true, said: [], stdout: "" });
    expect(founder.files()).toEqual(files);
    expect(world.read("calls")).toBe(calls);
  });

  test("a server that replaces the only one joins first, then takes its node away, and gets the authorities from it", async () => {
    const successor = world.machine("i-a2", userData("a"));
    await bootAll(successor);
    expect(world.events()).toEqual(["i-a1 founds", "i-a2 joins", "i-a2 removes i-a1"]);
    expect(world.read("nodes")).toBe("i-a2 atoll/server=a\n");
    expect(existsSync(join(successor.root, TLS))).toBe(false);
    expect(successor.read("etc/rancher/k3s/token")).toBe(`K10${HASH}::server:server-token\n`);
  });
});

test("of several servers the one that is replaced goes first: etcd takes no member while one is down", async () => {
  const world = machineWorld();
  await bootAll(...["a", "b", "c"].map((letter) => world.machine(`i-${letter}1`, userData(letter))));
  await bootAll(world.machine("i-b2", userData("b")));
  expect(world.events().slice(3)).toEqual(["i-b2 removes i-b1", "i-b2 joins"]);
  expect(world.read("nodes").split("\n").sort().slice(1)).toEqual([
    "i-a1 atoll/server=a",
    "i-b2 atoll/server=b",
    "i-c1 atoll/server=c",
  ]);
});

test("a node of before that comes back while its successor starts is taken away once more", async () => {
  const world = machineWorld();
  await bootAll(...["a", "b", "c"].map((letter) => world.machine(`i-${letter}1`, userData(letter))));
  const successor = world.machine("i-b2", userData("b"));
  successor.write("slow", "");
  expect((await successor.boot()).ok).toBe(false);
  world.write("nodes", `${world.read("nodes")}i-b1 atoll/server=b\n`);
  successor.write("running", "");
  await bootAll(successor);
  expect(world.events().slice(3)).toEqual(["i-b2 removes i-b1", "i-b2 joins", "i-b2 removes i-b1"]);
});

test("K3s stays off where etcd has let its member go", () => {
  const { content } = writtenFiles(userData("a")).find(({ path }) => path.includes("k3s.service.d")) ?? {};
  expect(content).toBe("[Unit]\nConditionPathExists=!/var/lib/rancher/k3s/server/db/etcd/tombstone\n");
});

test("a server that finds a founder and no cluster waits, also in the place of the founder", async () => {
  const world = machineWorld();
  world.write("founder", "i-a1");
  const { ok, said } = await world.machine("i-a2", userData("a")).boot();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe(
    "atoll: i-a1 founds the cluster, and no server answers at k3s.lagoon.test yet. If this lasts and i-a1 is gone: restore a snapshot; " +
      "or, only if the bucket has none and no server has data, let another found: aws s3 rm s3://atoll-k3s/founder",
  );
  expect(world.events()).toEqual([]);
  expect(world.read("founder")).toBe("i-a1");
});

test("when people take away the name of a founder that is gone, one of those that wait founds", async () => {
  const world = machineWorld();
  world.write("founder", "i-a1");
  const waiting = [world.machine("i-a2", userData("a")), world.machine("i-b1", userData("b"))];
  for (const machine of waiting) expect((await machine.boot()).ok).toBe(false);
  rmSync(join(world.dir, "founder"));
  await bootAll(...waiting);
  expect(world.events().map((event) => event.split(" ")[1])).toEqual(["founds", "joins"]);
});

test.each([
  ["a server that has data", serverUserData(SERVER), "var/lib/rancher/k3s/server/db/etcd/member"],
  ["an agent that has run", agentUserData(AGENT), "var/lib/rancher/k3s/agent/kubelet.kubeconfig"],
])(
  "%s keeps the release that it was upgraded to, even when it starts as for the first time",
  async (_, text, data) => {
    const world = machineWorld(
      text.includes("ATOLL_ROLE='agent'") ? { token: "K10abc::node:agent-token" } : SERVER_SECRET,
    );
    const machine = world.machine("i-a1", text);
    await machine.boot();
    const upgraded = `${machine.read("usr/local/bin/k3s")}# newer\n`;
    machine.write("usr/local/bin/k3s", upgraded);
    machine.write(data, "");
    rmSync(join(machine.root, "var/lib/atoll/booted"));
    expect((await machine.boot()).ok).toBe(true);
    expect(machine.read("usr/local/bin/k3s")).toBe(upgraded);
  },
);

test("a server joins a cluster that answers, even when nobody knows any more who founded it", async () => {
  const world = machineWorld();
  world.write("up", "");
  await bootAll(world.machine("i-b1", userData("b")));
  expect(world.events()).toEqual(["i-b1 joins"]);
  expect(existsSync(join(world.dir, "founder"))).toBe(false);
});

test("a founder that was stopped before its K3s started goes on, and founds once", async () => {
  const world = machineWorld();
  const founder: Machine = world.machine("i-a1", userData("a"));
  founder.write("no-start", "");
  expect((await founder.boot()).ok).toBe(false);
  expect(world.events()).toEqual([]);
  rmSync(join(founder.root, "no-start"));
  founder.write("slow", "");
  expect((await founder.boot()).said.at(-1)).toBe("atoll: K3s is starting: journalctl -u k3s");
  founder.write("running", "");
  await bootAll(founder);
  expect(world.events()).toEqual(["i-a1 founds"]);
});

test("authorities that are there and others than those of the secret are left alone", async () => {
  const world = machineWorld();
  const machine = world.machine("i-a1", userData("a"));
  machine.write(join(TLS, "server-ca.crt"), "authority of somebody\n");
  const { ok, said } = await machine.boot();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe(
    `atoll: ${machine.root}/${TLS}/server-ca.crt is not that of the secret; it was left alone, and this machine founds nothing`,
  );
  expect(machine.read(join(TLS, "server-ca.crt"))).toBe("authority of somebody\n");
  expect(existsSync(join(machine.root, TLS, "etcd"))).toBe(false);
  expect(world.events()).toEqual([]);
});

test("a release with another digest is not run", async () => {
  const world = machineWorld();
  world.write("digest", "0".repeat(64));
  const machine = world.machine("i-a1", userData("a"));
  const { ok, said } = await machine.boot();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe(
    `atoll: https://github.com/k3s-io/k3s/releases/download/v1.35.8%2Bk3s1/k3s is not what its digest says: ${"0".repeat(64)}`,
  );
  expect(existsSync(join(machine.root, "usr/local/bin/k3s"))).toBe(false);
});

test("a bucket that takes no writes founds nothing, and its answer is told", async () => {
  const world = machineWorld();
  world.write("s3-status", "403");
  const { ok, said } = await world.machine("i-a1", userData("a")).boot();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe(
    "atoll: S3 answers 403 to a write of https://atoll-k3s.s3.eu-central-1.amazonaws.com/founder: <Code>403</Code>",
  );
  expect(world.events()).toEqual([]);
});
