import { expect, test } from "vitest";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { hostFiles } from "../../../fleet/k3s/host-files.ts";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import { machineWorld, writtenFiles } from "./machine-world.ts";
import { AGENT, SERVER } from "./sample-boots.ts";
import { HOSTS } from "./sample-hosts.ts";

const MULTIPATH = "/etc/multipath/conf.d/longhorn.conf";
const pathsOf = (userData: string): readonly string[] => writtenFiles(userData).map(({ path }) => path);
const hostData = (longhorn: boolean): string =>
  hostFiles({ ...HOSTS, longhorn }).get("dan/cloud-init.yaml") ?? "";

test.each([
  ["servers", (longhorn: boolean) => serverUserData({ ...SERVER, longhorn })],
  ["workers", (longhorn: boolean) => agentUserData({ ...AGENT, longhorn })],
  ["hosts", hostData],
])("%s have what Longhorn needs where it holds volumes, and nothing of it elsewhere", (_of, userData) => {
  expect(pathsOf(userData(true))).toContain(MULTIPATH);
  expect(userData(true)).toContain("ATOLL_PACKAGES='open-iscsi nfs-common'");
  expect(pathsOf(userData(false))).not.toContain(MULTIPATH);
  expect(userData(false)).not.toContain("ATOLL_PACKAGES='");
});

test("trap: Longhorn needs packages on its nodes: they are there before K3s starts, and the daemon that attaches volumes runs", async () => {
  const world = machineWorld({ token: "K10abc::node:one" });
  const { ok, said } = await world.machine("i-w", agentUserData({ ...AGENT, longhorn: true })).boot();
  expect(ok).toBe(true);
  expect(said).toContain("atoll: installing open-iscsi nfs-common");
  const calls = world
    .read("calls")
    .split("\n")
    .filter((call) => /^(apt-get|systemctl)/.test(call));
  expect(calls).toEqual([
    "apt-get -q update",
    "apt-get -q -o DPkg::Lock::Timeout=120 install -y open-iscsi nfs-common",
    "systemctl restart systemd-modules-load",
    "systemctl enable --now iscsid",
    "systemctl try-reload-or-restart multipathd",
    "systemctl daemon-reload",
    "systemctl enable --now --no-block k3s-agent",
  ]);
});

test("a machine without such volumes installs nothing", async () => {
  const world = machineWorld({ token: "K10abc::node:one" });
  await world.machine("i-w", agentUserData(AGENT)).boot();
  expect(world.read("calls")).not.toContain("apt-get");
});
