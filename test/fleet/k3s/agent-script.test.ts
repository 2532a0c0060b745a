import { expect, test } from "vitest";
import { agentUserData } from "../../../fleet/k3s/agent-user-data.ts";
import { machineWorld } from "./machine-world.ts";
import { AGENT } from "./sample-boots.ts";

const TOKEN = "K10abc::node:agent-token";

test("an agent has the token of its secret, its release and its service, and is done with its first start", async () => {
  const world = machineWorld({ token: TOKEN });
  const machine = world.machine("i-w1", agentUserData(AGENT));
  expect(await machine.boot()).toEqual({
    ok: true,
    stdout: "",
    said: [
      "atoll: fetching https://github.com/k3s-io/k3s/releases/download/v1.35.8%2Bk3s1/k3s",
      "atoll: this agent of prod is on its way",
    ],
  });
  expect(machine.read("etc/rancher/k3s/token")).toBe(TOKEN);
  expect(world.events()).toEqual(["i-w1 is an agent"]);
  expect(await machine.boot()).toEqual({ ok: true, stdout: "", said: [] });
  expect(world.events()).toEqual(["i-w1 is an agent"]);
});

test("the release comes from the mirror that the machine was told, and from nowhere else", async () => {
  const world = machineWorld({ token: TOKEN });
  const releaseMirror = "https://mirror.lagoon.cloud:8443/k3s";
  expect(await world.machine("i-w1", agentUserData({ ...AGENT, releaseMirror })).boot()).toMatchObject({
    ok: true,
  });
  const fetched = world.read("calls").match(/https:\S*v1\.35\S*/g);
  expect(fetched).toEqual(
    ["sha256sum-amd64.txt", "k3s"].map((file) => `${releaseMirror}/v1.35.8%2Bk3s1/${file}`),
  );
});

test("a secret that cannot be read is named", async () => {
  const world = machineWorld({ token: TOKEN });
  world.write("answer.json", "{}");
  const { ok, said } = await world.machine("i-w1", agentUserData(AGENT)).boot();
  expect(ok).toBe(false);
  expect(said.at(-1)).toBe(
    "atoll: the secret atoll/prod/k3s-agent cannot be read: may the role of this machine?",
  );
});

test("the kubelet gets credentials for a registry of ECR from the region that its name says", async () => {
  const world = machineWorld();
  const machine = world.machine("i-w1", agentUserData(AGENT));
  const image = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/lagoon/shop:1";
  const { stdout } = await machine.run(
    "var/lib/rancher/credentialprovider/bin/atoll-ecr",
    [],
    JSON.stringify({ image }),
  );
  expect(JSON.parse(stdout)).toEqual({
    apiVersion: "credentialprovider.kubelet.k8s.io/v1",
    kind: "CredentialProviderResponse",
    cacheKeyType: "Registry",
    cacheDuration: "6h0m0s",
    auth: {
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com": { username: "AWS", password: "password" },
    },
  });
});
