import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadInventory } from "../../fleet/load.ts";
import type { Lock, LockedCluster } from "../../fleet/schema/lock.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { type Files, inventoryFolder, SOUND } from "../fleet/written-inventory.ts";

const UNROUTED = ", netmaskLength: 20, pods: unrouted";

export const linkedCluster = (region: string, environment: string, more = ""): string =>
  `kind: eks\nregion: ${region}\nenvironment: ${environment}\nsla: 1\nkubernetes: "1.35"\nprofile: minimal\nnetwork: { mode: create, transitGateway: true${more} }\n`;

const gateway = (asn: number, more = ""): string => `transitGateway: { mode: own, asn: ${asn}${more} }\n`;

const JOINED = ', joins: [{ between: [development, staging], why: "staging is filled" }]';

/** Three accounts, two gateways, of which one is shared with another account, and clusters behind and without them. */
export const LINKED_FILES: Files = {
  "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace(
    "addresses:",
    '  other: { id: "444455556666", role: deployer }\n  lab: { id: "777788889999", role: deployer }\naddresses:',
  ),
  "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}${gateway(64_512, JOINED)}dns: { private: true }\nbudget: { monthlyUsd: 100 }\n`,
  "regions/eu-lab.yaml":
    "account: lab\nawsRegion: eu-central-1\njurisdiction: gdpr\nzones: { a: euc1-az2, b: euc1-az3 }\ntransitGateway: { mode: shared, region: eu }\n",
  "regions/us.yaml": `account: other\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\n${gateway(64_513)}dns: { private: true }\n`,
  "regions/ap.yaml":
    "account: main\nawsRegion: ap-southeast-1\njurisdiction: ap\nzones: { a: apse1-az1, b: apse1-az2 }\n",
  "clusters/dev.yaml": linkedCluster("eu", "development"),
  "clusters/stage.yaml": linkedCluster("eu", "staging"),
  "clusters/prod.yaml": linkedCluster("eu", "production", UNROUTED),
  "clusters/lab.yaml": linkedCluster("eu-lab", "production"),
  "clusters/far.yaml": linkedCluster("us", "production"),
  "clusters/alone.yaml": linkedCluster("ap", "production").replace(/network.*\n/, ""),
};

export function linkedFleet(links: Readonly<Record<string, string>>): Fleet {
  const files = Object.entries(links).map(([id, text]): [string, string] => [`links/${id}.yaml`, text]);
  const inventory = loadInventory(inventoryFolder({ ...LINKED_FILES, ...Object.fromEntries(files) }));
  return { ...inventory, lock: updateLock(inventory, undefined, "2026-11-24").lock, today: "2026-11-24" };
}

let clusters: Lock["clusters"] = {};

/** What the lock gives to a cluster; asked for inside a test, for the folder is that of one. */
function locked(id: string): LockedCluster {
  if (Object.keys(clusters).length === 0) clusters = linkedFleet({}).lock.clusters;
  const found = clusters[id];
  if (found === undefined) throw new Error(`${id} is not in the lock`);
  return found;
}

export const block = (id: string): string => locked(id).block;
export const pods = (id: string): string => locked(id).pods ?? "";

/** Zones that a cluster has nodes in. */
export const zonesOf = (id: string): readonly string[] =>
  Object.keys(locked(id).subnets)
    .filter((key) => key.startsWith("node-"))
    .map((key) => key.slice(-1))
    .sort();

/** What the stack of one link would register, by the name `one`. */
export async function plannedLink(link: string): Promise<readonly PlannedResource[]> {
  return (await planStack(linkedFleet({ one: link }), "one")).resources;
}

export const ofType = (resources: readonly PlannedResource[], type: string) =>
  resources.filter((one) => one.type.endsWith(`:${type}`));

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Resources of one type as lines: some inputs, and the name of the provider. */
export function lines(
  resources: readonly PlannedResource[],
  type: string,
  ...inputs: readonly string[]
): readonly string[] {
  return resources
    .filter((one) => one.type === type)
    .map((one) => [...inputs.map((name) => text(one.inputs[name])), one.provider?.split("::")[1]].join(" "));
}

export const VPC_ROUTE = "aws:ec2/route:Route";
export const GATEWAY_ROUTE = "aws:ec2transitgateway/route:Route";
