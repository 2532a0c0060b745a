import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes } from "../../sandbox/engine/operation.ts";
import { copyOfInventory } from "./inventories.ts";
import { ownSandbox, run, TODAY } from "./sandbox.ts";

const cluster = (region: string): string =>
  `kind: attached\nregion: ${region}\nenvironment: development\nsla: 1\nkubernetes: "1.35"\nnodes: { max: 20 }\n`;

const FILES: Readonly<Record<string, string>> = {
  "regions/us-east.yaml":
    "account: second\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n",
  "clusters/dev.yaml": cluster("eu-central"),
  "clusters/lab.yaml": cluster("eu-central"),
  "clusters/prod.yaml": cluster("us-east"),
  "links/dev-lab.yaml": "kind: peering\nfrom: dev\nto: { cluster: lab }\n",
  "links/dev-prod.yaml": "kind: peering\nfrom: dev\nto: { cluster: prod }\n",
};

/** Three networks, one of them in another account and AWS region, and two links. */
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

/** Everything of the cloud as it stands, but for what a link makes. */
function networks(cloud: Cloud): readonly string[] {
  return cloud
    .list()
    .filter(
      ({ tags, state }) => tags["atoll:link"] === undefined && state["vpcPeeringConnectionId"] === undefined,
    )
    .map((thing) => JSON.stringify(thing))
    .sort();
}

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
  expect(early.messages.toSorted()).toEqual([
    'unknown stack "organization/atoll/dev"',
    'unknown stack "organization/atoll/lab"',
    "update failed",
  ]);

  for (const name of ["dev", "lab", "prod"])
    expect(await stack(name, "up")).toMatchObject({ succeeded: true, messages: [] });
  const before = networks(cloud);

  for (const link of ["dev-lab", "dev-prod"]) {
    expect(await stack(link, "up")).toMatchObject({ succeeded: true, messages: [] });
    const again = await stack(link, "preview");
    expect([again.succeeded, changes(again)]).toEqual([true, []]);
  }
  const connections = cloud.list({ type: tokens.VPC_PEERING });
  expect(connections.map(({ state }) => state["acceptStatus"])).toEqual(["active", "active"]);
  expect(networks(cloud)).toEqual(before);
  for (const name of ["dev", "lab", "prod"]) expect(changes(await stack(name, "preview"))).toEqual([]);

  for (const link of ["dev-lab", "dev-prod"]) {
    expect(changes(await stack(link, "refresh"))).toEqual([]);
    expect(await stack(link, "destroy")).toMatchObject({ succeeded: true, messages: [] });
  }
  expect(cloud.count({ type: tokens.VPC_PEERING })).toBe(0);
  expect(networks(cloud)).toEqual(before);
  for (const name of ["dev", "lab", "prod"]) expect(changes(await stack(name, "refresh"))).toEqual([]);
}, 400_000);
