import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, type OperationReport } from "../../sandbox/engine/operation.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { closedSubnets } from "../sandbox-units/closed-subnets.ts";
import { networkInventory } from "./inventories.ts";
import { freshDev, run } from "./sandbox.ts";

const CLASSES = ["control-plane", "node", "pod", "public"];

/** Updates stack dev with these settings of its network. */
async function updateWith(sandbox: Sandbox, settings: string): Promise<OperationReport> {
  await openStack(sandbox, "dev", networkInventory());
  appendFileSync(`${sandbox.inventory}/clusters/dev.yaml`, `network: { mode: create, ${settings} }\n`);
  return run(sandbox, "up");
}

const told = (report: OperationReport) => changes(report).map(({ op, name }) => `${op} ${name}`);

/** Classes whose subnets are on an ACL of their own. */
function ownAcls(cloud: Cloud): readonly string[] {
  const acls = cloud.list({ type: tokens.NETWORK_ACL }).filter(({ state }) => state["isDefault"] !== true);
  return acls.map(({ tags }) => (tags["Name"] ?? "").replace("dev-acl-", "")).sort();
}

test("network ACLs of its own are turned on and off, and no subnet is ever left on an empty one", async () => {
  const { sandbox, cloud } = await freshDev();
  expect(await updateWith(sandbox, "networkAcls: false")).toMatchObject({ succeeded: true, messages: [] });
  const subnets = cloud.count({ type: tokens.SUBNET });
  expect(closedSubnets(cloud)).toEqual([]);

  // One of the new ACLs cannot be made: the default one stays open for the subnets that are left on it.
  cloud.faults.add({ operation: "create", kind: "fail", name: "dev-acl-node" });
  expect(await updateWith(sandbox, "networkAcls: true")).toMatchObject({ succeeded: false });
  expect(closedSubnets(cloud)).toEqual([]);

  cloud.faults.clear();
  const on = await updateWith(sandbox, "networkAcls: true");
  expect(told(on).at(-1)).toBe("update dev-acl-default");
  expect(ownAcls(cloud)).toEqual(CLASSES);
  expect(cloud.count({ type: tokens.NETWORK_ACL_ASSOCIATION })).toBe(subnets);
  expect(closedSubnets(cloud)).toEqual([]);

  // The default ACL cannot be opened: the others stay.
  cloud.faults.add({ operation: "update", kind: "fail", name: "dev-acl-default" });
  expect(await updateWith(sandbox, "networkAcls: false")).toMatchObject({ succeeded: false });
  expect(ownAcls(cloud)).toEqual(CLASSES);
  expect(closedSubnets(cloud)).toEqual([]);

  cloud.faults.clear();
  const off = await updateWith(sandbox, "networkAcls: false");
  const deletions = CLASSES.map((one) => `delete dev-acl-${one}`);
  expect(told(off)).toEqual([
    "update dev-acl-default",
    ...deletions.map(() => expect.stringMatching(/^delete /) as string),
  ]);
  expect(told(off).slice(1).sort()).toEqual(deletions);
  expect(ownAcls(cloud)).toEqual([]);
  expect(closedSubnets(cloud)).toEqual([]);

  // The subnets that came back are no change that anybody asked for.
  expect(changes(await run(sandbox, "refresh"))).toEqual([]);
  expect(changes(await run(sandbox, "preview"))).toEqual([]);
});

test("dual stack joins a live network with network ACLs in a preview and an update", async () => {
  const { sandbox, cloud } = await freshDev();
  expect(await updateWith(sandbox, "networkAcls: true")).toMatchObject({ succeeded: true, messages: [] });
  await openStack(sandbox, "dev", networkInventory());
  const settings = "network: { mode: create, networkAcls: true, dualStack: true }\n";
  appendFileSync(`${sandbox.inventory}/clusters/dev.yaml`, settings);
  expect(await run(sandbox, "preview")).toMatchObject({ succeeded: true, messages: [] });
  expect(await run(sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const range = cloud.find({ type: tokens.VPC })!.state["ipv6CidrBlock"];
  const acl = cloud.find({ type: tokens.NETWORK_ACL, tags: { Name: "dev-acl-node" } })!;
  const rules = acl.state["ingress"] as readonly Properties[];
  expect(rules.find(({ ruleNo }) => ruleNo === 150)?.["ipv6CidrBlock"]).toBe(range);
  expect(changes(await run(sandbox, "preview"))).toEqual([]);
});
