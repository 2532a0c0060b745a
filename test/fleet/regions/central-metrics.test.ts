import { expect, test } from "vitest";
import type { Cluster, Inventory, Link } from "../../../fleet/inventory.ts";
import { hasPrivateWay, metricsSenders } from "../../../fleet/regions/central-metrics.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../../fleet/schema/fleet.ts";
import { linkSchema } from "../../../fleet/schema/link.ts";
import { regionSchema } from "../../../fleet/schema/region.ts";

const cluster = (id: string, changes: Readonly<Record<string, unknown>> = {}): Cluster => ({
  ...clusterSchema.parse({
    ...{ kind: "eks", region: "eu", environment: "development", sla: 1, kubernetes: "1.35" },
    ...changes,
  }),
  id,
});

const existing = (vpcId: string) => ({
  network: {
    mode: "existing",
    vpcId,
    cidr: "10.0.0.0/16",
    subnets: { "node-a": { id: "subnet-0aaaaaaaaaaaaaaaa", cidr: "10.0.0.0/20" } },
  },
});

const attached = (environment: string) => ({
  environment,
  network: { mode: "create", transitGateway: true },
});

function place(
  links: readonly Link[] = [],
  gateway?: Readonly<Record<string, unknown>>,
): Pick<Inventory, "regions" | "links"> {
  const region = regionSchema.parse({
    ...{ account: "main", awsRegion: "eu-central-1", jurisdiction: "eu" },
    zones: { a: "euc1-az2", b: "euc1-az3" },
    ...(gateway === undefined ? {} : { transitGateway: gateway }),
  });
  return {
    regions: new Map([["eu", { ...region, id: "eu" }]]),
    links: new Map(links.map((link) => [link.id, link])),
  };
}

const link = (changes: Readonly<Record<string, unknown>> = {}): Link => ({
  ...linkSchema.parse({ kind: "peering", from: "a", to: { cluster: "b" }, ...changes }),
  id: "a-b",
});

test("two clusters reach each other over a link, whichever side they are of it", () => {
  const [a, b, c] = [cluster("a"), cluster("b"), cluster("c")];
  expect(hasPrivateWay(place([link()]), a, b)).toBe(true);
  expect(hasPrivateWay(place([link()]), b, a)).toBe(true);
  expect(hasPrivateWay(place([link()]), a, c)).toBe(false);
});

test("a link that retires leads nowhere for long", () => {
  const going = link({ lifecycle: "retiring", retireAfter: "2027-01-01" });
  expect(hasPrivateWay(place([going]), cluster("a"), cluster("b"))).toBe(false);
});

test("two clusters in one VPC reach each other, two in different ones don't", () => {
  const one = existing("vpc-0a1b2c3d4e5f60718");
  const other = existing("vpc-1a1b2c3d4e5f60718");
  expect(hasPrivateWay(place(), cluster("a", one), cluster("b", one))).toBe(true);
  expect(hasPrivateWay(place(), cluster("a", one), cluster("b", other))).toBe(false);
});

test("a cluster of which only the network is ours sends nothing, nor does the one that receives", () => {
  const alone = cluster("alone", {
    kind: "attached",
    network: { mode: "create" },
  });
  const all = [cluster("hub"), alone, cluster("shop"), cluster("mute", { profile: "minimal" })];
  const settings = fleetSchema.parse({
    ...{ organisation: "lagoon", dnsZone: "lagoon.cloud", runners: { cidrs: ["10.255.0.0/20"] } },
    accounts: { main: { id: "111122223333", role: "deployer" } },
    addresses: { supernets: ["10.0.0.0/8"] },
    monitoring: { management: { eu: "hub" } },
  });
  const inventory = { settings, clusters: new Map(all.map((one) => [one.id, one])) };
  expect(metricsSenders(inventory, cluster("hub")).map(({ id }) => id)).toEqual(["shop"]);
});

test("over a gateway an environment reaches itself, and those that it is joined with", () => {
  const [dev, staging] = [cluster("a", attached("development")), cluster("b", attached("staging"))];
  const own = { mode: "own", asn: 64512 };
  const joined = { ...own, joins: [{ between: ["development", "staging"], why: "data" }] };
  expect(hasPrivateWay(place([], own), dev, cluster("c", attached("development")))).toBe(true);
  expect(hasPrivateWay(place([], own), dev, staging)).toBe(false);
  expect(hasPrivateWay(place([], joined), dev, staging)).toBe(true);
  expect(hasPrivateWay(place([], own), dev, cluster("c"))).toBe(false);
  expect(hasPrivateWay(place(), dev, cluster("c", attached("development")))).toBe(false);
});
