import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { serverUserData } from "../../../fleet/k3s/server-user-data.ts";
import { bootAll, type MachineWorld, machineWorld, writtenFiles } from "./machine-world.ts";
import { SERVER } from "./sample-boots.ts";

const TAILNET = "usr/local/sbin/atoll-tailnet";
const K3S = "usr/local/bin/k3s";
const userData = serverUserData({
  ...SERVER,
  tailscale: {
    authKeySecret: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:tailscale-1",
    tags: ["tag:atoll", "tag:production"],
  },
});

/** A world with Tailscale, which takes nobody while `no-tailnet` is there. */
function tailnetWorld(): MachineWorld {
  const world = machineWorld();
  writeFileSync(
    join(world.dir, "bin/tailscale"),
    '#!/bin/bash\necho "tailscale $*" >>"$WORLD/calls"\n[ -e "${2#--auth-key=file:}" ] && [ ! -e "$WORLD/no-tailnet" ]\n',
    { mode: 0o755 },
  );
  return world;
}

test("a server that is up joins the tailnet, with its key in no argument", async () => {
  const world = tailnetWorld();
  const machine = world.machine("i-a1", userData);
  const { ok, said } = await machine.boot();
  expect(ok).toBe(true);
  expect(said.slice(-2)).toEqual([
    "atoll: server a of prod is up",
    "atoll: this server is in the tailnet as prod-server-a",
  ]);
  expect(world.read("calls").split("\n").at(-2)).toBe(
    `tailscale up --auth-key=file:${machine.root}/run/atoll-tailnet/key --hostname=prod-server-a ` +
      "--advertise-tags=tag:atoll,tag:production --accept-dns=false --accept-routes=false",
  );
  expect(existsSync(join(machine.root, "run/atoll-tailnet"))).toBe(false);
});

test("a tailnet that takes nobody holds up no server, and is joined later without a touch on an upgraded K3s", async () => {
  const world = tailnetWorld();
  world.write("no-tailnet", "");
  const machine = world.machine("i-a1", userData);
  const { ok, said } = await machine.boot();
  expect(ok).toBe(true);
  expect(said.at(-1)).toBe("atoll: the tailnet is not joined; to try again: /usr/local/sbin/atoll-tailnet");
  expect(existsSync(join(machine.root, "var/lib/atoll/booted"))).toBe(true);
  machine.write(K3S, "a newer release");
  expect((await machine.run(TAILNET)).ok).toBe(false);
  rmSync(join(world.dir, "no-tailnet"));
  expect(await machine.run(TAILNET)).toEqual({
    ok: true,
    stdout: "",
    said: ["atoll: this server is in the tailnet as prod-server-a"],
  });
  expect(machine.read(K3S)).toBe("a newer release");
  expect(world.events()).toEqual(["i-a1 founds"]);
});

test("a server that was never told of a tailnet has no way into one", async () => {
  const world = tailnetWorld();
  await bootAll(world.machine("i-a1", serverUserData(SERVER)));
  expect(world.read("calls")).not.toContain("tailscale");
  expect(writtenFiles(serverUserData(SERVER)).map(({ path }) => path)).not.toContain(`/${TAILNET}`);
});
