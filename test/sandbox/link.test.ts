import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { exportState } from "../../sandbox/engine/state.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory } from "./inventories.ts";
import { ownSandbox, run, TODAY } from "./sandbox.ts";

const cluster = (region: string, more = ""): string =>
  `kind: attached\nregion: ${region}\nenvironment: development\nsla: 1\nkubernetes: "1.35"\nnodes: { max: 20 }\n${more}`;

const ATTACHED = "network: { mode: create, transitGateway: true }\n";

const region = (place: string, asn: number): string =>
  `${place}\ndns: { private: true }\ntransitGateway: { mode: own, asn: ${asn} }\nbudget: { monthlyUsd: 100 }\n`;

const site = (from: string, address: string, cidr: string): string =>
  `kind: vpn\nfrom: ${from}\nto: { site: { address: ${address}, cidrs: [${cidr}] } }\n`;

const FILES: Readonly<Record<string, string>> = {
  "regions/eu-central.yaml": region(
    "account: workloads\nawsRegion: eu-central-1\njurisdiction: eu\nzones: { a: euc1-az2, b: euc1-az3, c: euc1-az1 }",
    64_512,
  ),
  "regions/us-east.yaml": region(
    "account: second\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }",
    64_513,
  ),
  "clusters/dev.yaml": cluster("eu-central"),
  "clusters/lab.yaml": cluster("eu-central", ATTACHED),
  "clusters/prod.yaml": cluster("us-east", ATTACHED),
  "links/dev-lab.yaml": "kind: peering\nfrom: dev\nto: { cluster: lab }\n",
  "links/dev-prod.yaml": "kind: peering\nfrom: dev\nto: { cluster: prod }\n",
  "links/lab-prod.yaml": "kind: transit-gateway\nfrom: lab\nto: { cluster: prod }\nprivateZones: true\n",
  "links/office.yaml": site("lab", "198.51.100.7", "172.30.0.0/24"),
  "links/plant.yaml": site("dev", "198.51.100.8", "172.31.0.0/24"),
};

const GROUND = ["eu-central", "us-east", "dev", "lab", "prod"];
const TUNNELS = ["office", "plant"];
const LINKS = ["dev-lab", "dev-prod", "lab-prod", ...TUNNELS];

/** Three networks, one of them in another account and AWS region, two gateways, and links of every kind. */
const linkedNetworks = (): string =>
  copyOfInventory((dir) => {
    for (const file of ["fleet.lock.yaml", "tenants"]) rmSync(join(dir, file), { recursive: true });
    mkdirSync(join(dir, "links"));
    for (const [file, text] of Object.entries(FILES)) writeFileSync(join(dir, file), text);
    const settings = join(dir, "fleet.yaml");
    const second = '  second: { id: "444455556666", role: atoll-deployer }\n';
    writeFileSync(settings, readFileSync(settings, "utf8").replace(/^accounts:\n/m, `accounts:\n${second}`));
    writeLock(dir, updateLock(loadInventory(dir), undefined, TODAY).lock);
  });

/** Everything of the cloud as it stands. */
const things = (cloud: Cloud): readonly string[] =>
  cloud
    .list()
    .map((thing) => JSON.stringify(thing))
    .sort();

test("links come up between live networks, stay as they are, and go without a trace", async () => {
  const { sandbox, cloud, remove } = await ownSandbox();
  onTestFinished(remove);
  const inventory = linkedNetworks();
  const stack = async (name: string, operation: "up" | "preview" | "refresh" | "destroy") => {
    await openStack(sandbox, name, inventory);
    return run(sandbox, operation, name);
  };

  // A link cannot be before its sides are.
  const early = await stack("dev-lab", "up");
  expect(early.succeeded).toBe(false);
  expect(early.messages.toSorted()).toEqual(
    ["dev", "lab"].map(
      (side) =>
        `stack ${side} does not exist, and dev-lab needs what it shows; bring it up first: pulumi up --stack ${side}`,
    ),
  );

  for (const name of GROUND) expect(await stack(name, "up")).toMatchObject({ succeeded: true, messages: [] });
  const before = things(cloud);

  for (const link of LINKS) {
    expect(await stack(link, "up")).toMatchObject({ succeeded: true, messages: [] });
  }
  for (const link of ["dev-prod", "lab-prod", "office", "plant"]) {
    const again = await stack(link, "preview");
    expect([again.succeeded, changes(again)]).toEqual([true, []]);
  }
  // What only the cloud knows of the tunnels is as the state has it.
  expect(changes(await stack("office", "refresh"))).toEqual([]);
  const connections = cloud.list({ type: tokens.VPC_PEERING });
  expect(connections.map(({ state }) => state["acceptStatus"])).toEqual(["active", "active"]);
  expect(cloud.list({ type: tokens.TGW_PEERING }).map(({ state }) => state["state"])).toEqual(["available"]);
  expect(cloud.count({ type: tokens.ZONE_ASSOCIATION, state: { vpcRegion: "us-east-1" } })).toBe(2);
  // Nothing that was there is another thing now, and its stacks have nothing to do.
  const after = new Set(things(cloud));
  expect(before.filter((thing) => !after.has(thing))).toEqual([]);
  expect(changes(await stack("lab", "preview"))).toEqual([]);

  const { resources = [] } = await exportState(sandbox, "office");
  const tunnels = resources.find(({ type }) => type === tokens.VPN_CONNECTION)?.outputs ?? {};
  for (const secret of ["tunnel1PresharedKey", "tunnel2PresharedKey", "customerGatewayConfiguration"])
    expect(tunnels[secret]).toMatchObject({ ciphertext: expect.any(String) as unknown });

  for (const link of LINKS) {
    // Tunnels are protected: the device on the other side has their addresses and keys.
    if (TUNNELS.includes(link))
      await mustPulumi(sandbox, "state", "unprotect", "--all", "--yes", "--stack", link);
    expect(await stack(link, "destroy")).toMatchObject({ succeeded: true, messages: [] });
  }
  expect(cloud.count({ type: tokens.VPC_PEERING })).toBe(0);
  expect(things(cloud)).toEqual(before);
  expect(changes(await stack("prod", "refresh"))).toEqual([]);
}, 900_000);
