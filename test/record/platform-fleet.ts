import { updateLock } from "../../fleet/addresses/update-lock.ts";
import type { Cluster, Fleet, Inventory } from "../../fleet/inventory.ts";
import { clusterSchema } from "../../fleet/schema/cluster.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { regionSchema } from "../../fleet/schema/region.ts";
import { type ClusterChanges, TODAY } from "./sample-fleet.ts";

/** A fleet that has all that its add-ons can use: names, buckets, sign-in, a repository, ways to people. */
export const SETTINGS = {
  organisation: "lagoon",
  dnsZone: "lagoon.cloud",
  accounts: { workloads: { id: "111122223333", role: "deployer" } },
  addresses: { supernets: ["10.0.0.0/8"] },
  runners: { cidrs: ["10.255.0.0/20"] },
  certificates: { email: "platform@lagoon.cloud" },
  environments: { production: { ring: "stable", alerts: ["on-call"] } },
  alertRoutes: { "on-call": { kind: "pagerduty", target: "platform" } },
  sso: {
    issuer: "https://login.lagoon.cloud/realms/lagoon",
    clientId: "atoll",
    admins: ["platform"],
  },
  delivery: { sources: ["https://github.com/lagoon/*"] },
};

/** Its one region, `eu`. */
export const REGION = {
  account: "workloads",
  awsRegion: "eu-central-1",
  jurisdiction: "eu",
  zones: { a: "euc1-az2", b: "euc1-az3", c: "euc1-az1" },
  dns: { public: true, private: true },
  buckets: { backups: {}, logs: {} },
};

const OUTSIDE = {
  network: { mode: "external", cidr: "192.168.10.0/24" },
  oidc: { issuer: "https://oidc.lagoon.cloud/plant" },
};

/** One cluster of each kind that there is. */
export const KINDS: Readonly<Record<string, ClusterChanges>> = {
  eks: { kind: "eks" },
  k3s: { kind: "k3s" },
  hosts: {
    ...OUTSIDE,
    kind: "k3s",
    provider: "hosts",
    k3s: { storage: "longhorn" },
    hosts: {
      registrationAddress: "k3s.lagoon.cloud",
      machines: {
        m0: { role: "server", address: "192.168.10.10", zone: "a" },
        m1: { role: "server", address: "192.168.10.11", zone: "b" },
        m2: { role: "server", address: "192.168.10.12", zone: "c" },
        m3: { role: "agent", address: "192.168.10.13", zone: "a" },
      },
    },
  },
  attached: {
    ...OUTSIDE,
    kind: "attached",
    attached: { storageClass: "fast-encrypted", networkPolicyEngine: "calico", loadBalancer: "service-lb" },
  },
};

export const PROFILES = ["minimal", "standard", "full"] as const;
export const SLAS = [1, 2, 3] as const;

/** A production cluster of a kind, with what its entry says beyond that. */
export function platformFleet(clusters: Readonly<Record<string, ClusterChanges>>): Fleet {
  const least = { region: "eu", environment: "production", sla: 1, kubernetes: "1.35" };
  const entries = Object.entries(clusters).map(([id, changes]): [string, Cluster] => [
    id,
    { ...clusterSchema.parse({ ...least, ...changes }), id },
  ]);
  const inventory: Inventory = {
    dir: "inventory",
    settings: fleetSchema.parse(SETTINGS),
    regions: new Map([["eu", { ...regionSchema.parse(REGION), id: "eu" }]]),
    clusters: new Map(entries),
    tenants: new Map(),
    links: new Map(),
  };
  return { ...inventory, lock: updateLock(inventory, undefined, TODAY).lock, today: TODAY };
}
