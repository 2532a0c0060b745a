import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { lockText } from "../../fleet/write-lock.ts";
import { comparable } from "../../plan/canonical.ts";
import { planFromPreview } from "../../plan/preview.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { mustApi } from "../../sandbox/clusters/api.ts";
import { readRecord } from "../../sandbox/clusters/folder.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { startPulumi } from "../../sandbox/engine/pulumi.ts";
import { copyOfInventory, INVENTORY } from "./inventories.ts";
import { ownSandbox, run, samplePlan, TODAY } from "./sandbox.ts";

// One sandbox for all: the tests build on each other, in the order in which they stand.
let sandbox: Sandbox;
let cloud: Cloud;
let remove: () => Promise<void>;

/** The sample inventory with a cluster `six` like dev, whose pods are on IPv6. */
const inventory = copyOfInventory((dir) => {
  const file = join(dir, "clusters", "six.yaml");
  writeFileSync(file, readFileSync(join(INVENTORY, "clusters", "dev.yaml")));
  appendFileSync(file, "network: { mode: create, netmaskLength: 20, ipFamily: ipv6 }\n");
  const fleet = loadInventory(dir);
  writeFileSync(join(dir, "fleet.lock.yaml"), lockText(updateLock(fleet, undefined, TODAY).lock));
});

beforeAll(async () => {
  ({ sandbox, cloud, remove } = await ownSandbox());
  await openStack(sandbox, "six", inventory);
});

afterAll(() => remove());

async function fromApi<Shape>(path: string): Promise<Shape> {
  const record = readRecord(sandbox.clusters, "six");
  if (record === undefined) throw new Error("six is up");
  return JSON.parse(await mustApi(sandbox.clusters, record, { path })) as Shape;
}

test("a cluster whose pods are on IPv6 is planned offline as the engine's preview sees it", async () => {
  const { stdout } = await startPulumi(sandbox, ["preview", "--stack", "six", "--json"]);
  const preview = JSON.parse(stdout) as Parameters<typeof planFromPreview>[1];
  const recorded = comparable(await samplePlan("six", inventory));
  expect(comparable(planFromPreview("six", preview))).toEqual(recorded);
});

test("it comes up, and has nothing to do afterwards", async () => {
  expect(await run(sandbox, "up", "six")).toMatchObject({ succeeded: true, messages: [] });
  expect(changes(await run(sandbox, "preview", "six"))).toEqual([]);
});

test("its Services are in the range that EKS took, and its policies name ranges that AWS gave out", async () => {
  const cluster = cloud.find({ type: tokens.CLUSTER, id: "six" })!;
  const network = cluster.state["kubernetesNetworkConfig"] as Properties;
  expect(network).toMatchObject({ ipFamily: "ipv6", serviceIpv4Cidr: "" });
  const first = (network["serviceIpv6Cidr"] as string).replace("::/108", "::1");
  const { spec } = await fromApi<{ spec: object }>("/api/v1/namespaces/default/services/kubernetes");
  expect(spec).toMatchObject({ clusterIP: first, ipFamilies: ["IPv6"] });
  const policies = "/apis/networking.k8s.io/v1/namespaces/traefik/networkpolicies";
  const policy = await fromApi<{
    spec: { egress: readonly { to: readonly { ipBlock?: { cidr: string } }[] }[] };
  }>(`${policies}/allow`);
  const range = (cloud.find({ type: tokens.VPC })!.state["ipv6CidrBlock"] as string).replace("00::/56", "");
  const ranges = policy.spec.egress.flatMap(({ to }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? []));
  expect(ranges).toEqual([`${range}c0::/64`, `${range}c1::/64`, `${first}/128`]);
});
