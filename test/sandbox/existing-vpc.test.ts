import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AwsClient } from "../../cli/recover/aws-client.ts";
import { exportState, type StateResource } from "../../cli/recover/state.ts";
import { sandboxTools } from "../../cli/sandbox/recovery-tools.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { EMPTY_LOCK } from "../../fleet/addresses/retire.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import type { Lock } from "../../fleet/schema/lock.ts";
import { described } from "../../fleet/vpc/described.ts";
import { vpcProposal } from "../../fleet/vpc/proposal.ts";
import { proposalText } from "../../fleet/vpc/proposal-text.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { openStack } from "../../sandbox/engine/open.ts";
import { changes, type OperationReport } from "../../sandbox/engine/operation.ts";
import { mustPulumi } from "../../sandbox/engine/pulumi.ts";
import { copyOfInventory, keepNetworks, networkInventory } from "./inventories.ts";
import { census, type OwnSandbox, ownSandbox, run, samplePlan, TODAY } from "./sandbox.ts";

// A network that an older tool has made: a stack's own, whose state is gone and whose tags are another's. One sandbox:
// the tests build on each other, in the order in which they stand.
let own: OwnSandbox;
let before: Readonly<Record<string, number>>;
let made: readonly StateResource[];

const told = (report: OperationReport) => changes(report).map(({ op, name }) => `${op} ${name}`);

/** What only the stack of a network has, and no older tool. */
const OF_ATOLL = [tokens.FLOW_LOG, tokens.LOG_GROUP, tokens.ROLE, tokens.ROLE_POLICY];

async function loseState(): Promise<void> {
  await mustPulumi(own.sandbox, "stack", "rm", "dev", "--yes", "--force", "--preserve-config");
}

beforeAll(async () => {
  own = await ownSandbox();
  await openStack(own.sandbox, "dev", networkInventory());
  expect(await run(own.sandbox, "up")).toMatchObject({ succeeded: true, messages: [] });
  const { deployment } = await exportState(sandboxTools(own.sandbox.dir), "dev");
  made = (deployment.resources ?? []).filter(({ type }) => type.startsWith("aws:"));
  await loseState();
  for (const type of OF_ATOLL) own.cloud.delete({ type });
  for (const thing of own.cloud.list()) own.cloud.put({ ...thing, tags: { Name: `legacy-${thing.id}` } });
  before = census(own.cloud);
});

afterAll(() => own.remove());

/** A copy of the inventory of networks with another entry for dev, and a lock that knows of it. */
function inventoryWith(change: (entry: string) => string, keepsDev: boolean): string {
  return copyOfInventory((dir) => {
    keepNetworks(dir);
    const file = join(dir, "clusters", "dev.yaml");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    const { clusters, ...rest } = readLock(dir) ?? EMPTY_LOCK;
    // A lock of before there were adoptions: nothing is settled yet.
    const { adopt: _, ...dev } = clusters["dev"]!;
    const known: Lock = { ...rest, clusters: { ...clusters, dev } };
    if (!keepsDev) rmSync(join(dir, "fleet.lock.yaml"));
    writeLock(dir, updateLock(loadInventory(dir), keepsDev ? known : undefined, TODAY).lock);
  });
}

/** What AWS says to the deployer of the account that has the network. */
async function answers(): Promise<Parameters<typeof described>[0]> {
  const { resources } = await samplePlan("dev", networkInventory());
  const provider = resources.find(({ type }) => type === "pulumi:providers:aws");
  if (provider === undefined) throw new Error("the stack has a provider");
  const client = await AwsClient.open(sandboxTools(own.sandbox.dir), "atoll-test", provider);
  const calls = ["describe-vpcs", "describe-subnets", "describe-route-tables"];
  return Promise.all(
    calls.map(async (name) => ({ name, text: JSON.stringify(await client.ask(["ec2", name], [])) })),
  );
}

const subnetTags = () =>
  own.cloud
    .list({ type: tokens.SUBNET })
    .map(({ tags }) => Object.keys(tags).filter((key) => key !== "Name"));

test("what AWS says of a VPC makes an entry, and a stack that puts tags on its subnets and touches nothing else", async () => {
  const entry = proposalText(vpcProposal(described(await answers()), [], undefined));
  expect(entry.match(/^ {4}(node|pod|public|control-plane)-[ab]:/gm)).toHaveLength(6);
  const network = entry.replace("  mode: existing\n", "  mode: existing\n  manageTags: true\n");
  const inventory = inventoryWith((text) => `${text}${network}\n`, false);
  await openStack(own.sandbox, "dev", inventory);

  const up = await run(own.sandbox, "up");
  expect(up).toMatchObject({ succeeded: true, messages: [] });
  const cloud = told(up).filter((line) => line.includes("-tag-"));
  expect(cloud.every((line) => line.startsWith("create dev-tag-"))).toBe(true);
  expect(census(own.cloud)).toEqual({ ...before, [tokens.EC2_TAG]: cloud.length });
  expect(changes(await run(own.sandbox, "refresh"))).toEqual([]);

  const [tag] = own.cloud.list({ type: tokens.EC2_TAG });
  own.cloud.edit(tag?.state["resourceId"] as string, { tags: { [tag?.state["key"] as string]: "2" } });
  expect(told(await run(own.sandbox, "up"))).toEqual([]);
  expect(told(await run(own.sandbox, "refresh"))).toEqual([expect.stringMatching(/^update dev-tag-/)]);
  expect(told(await run(own.sandbox, "up"))).toEqual([expect.stringMatching(/^update dev-tag-/)]);

  expect(await run(own.sandbox, "destroy")).toMatchObject({ succeeded: true, messages: [] });
  expect(census(own.cloud)).toEqual(before);
  expect(subnetTags().flat()).toEqual([]);
});

/** How each of these is imported: by its id, or by those of what it joins. */
function importId({ type, id, outputs = {} }: StateResource): string {
  const text = (name: string): string => outputs[name] as string;
  if (type === tokens.ROUTE_TABLE_ASSOCIATION) return `${text("subnetId")}/${text("routeTableId")}`;
  if (type === tokens.ROUTE) return `${text("routeTableId")}_${text("destinationCidrBlock")}`;
  return String(id);
}

test("a VPC of the same ranges is taken over whole: everything is imported, nothing replaced, and it is protected", async () => {
  const adopted = made.filter(({ type }) => !OF_ATOLL.includes(type));
  const lines = adopted.map((one) => `  ${one.urn.slice(one.urn.lastIndexOf("::") + 2)}: ${importId(one)}`);
  const inventory = inventoryWith((text) => `${text}protect: true\nadopt:\n${lines.join("\n")}\n`, true);
  await openStack(own.sandbox, "dev", inventory);
  const preview = await run(own.sandbox, "preview");
  expect(preview).toMatchObject({ succeeded: true });
  const ops = Map.groupBy(changes(preview), ({ op }) => op);
  // Tags differ, so what was imported is updated, too.
  expect([...ops.keys()].sort()).toEqual(["create", "import", "update"]);
  expect(ops.get("import")).toHaveLength(adopted.length);

  const up = await run(own.sandbox, "up");
  expect(up).toMatchObject({ succeeded: true });
  expect(
    changes(up)
      .map(({ op }) => op)
      .filter((op) => /delete|replace/.test(op)),
  ).toEqual([]);
  const added = Object.fromEntries(OF_ATOLL.map((type) => [type, 1]));
  expect(census(own.cloud)).toMatchObject({ ...before, ...added });
  expect(changes(await run(own.sandbox, "preview"))).toEqual([]);
  const { deployment } = await exportState(sandboxTools(own.sandbox.dir), "dev");
  const vpc = (deployment.resources ?? []).find(({ type }) => type === tokens.VPC);
  expect(vpc).toMatchObject({ id: adopted.find(({ type }) => type === tokens.VPC)?.id, protect: true });
});
