import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { regionBuckets } from "../../fleet/schema/region-buckets.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { findingText, isStopping } from "../../policy/report.ts";
import { k3sSettings } from "../../stacks/k3s-settings.ts";
import { namesOfType } from "./record-network.ts";
import { type ClusterChanges, sampleFleet } from "./sample-fleet.ts";

const TODAY = "2026-11-27";
const RUNNERS = { mode: "runner-network" };

const edgeFleet = (changes: ClusterChanges = {}): Fleet =>
  sampleFleet({ edge: { kind: "k3s", sla: 2, environment: "production", access: RUNNERS, ...changes } });

function settingsOf(changes: ClusterChanges = {}) {
  const fleet = edgeFleet(changes);
  const cluster = fleet.clusters.get("edge");
  if (cluster === undefined) throw new Error("edge is not there");
  return k3sSettings(fleet, cluster);
}

/** The same fleet with what the add-ons of the larger profiles keep things in. */
function withBuckets(fleet: Fleet): Fleet {
  const regions = [...fleet.regions].map(
    ([id, region]) => [id, { ...region, buckets: regionBuckets.parse({ backups: {}, logs: {} }) }] as const,
  );
  return { ...fleet, regions: new Map(regions) };
}

test.each<[string, ClusterChanges]>([
  ["three servers", {}],
  ["the add-ons of a profile that carries customers", { profile: "standard" }],
  ["one server", { sla: 1, environment: "development" }],
  ["a public list", { access: { mode: "public-list", cidrs: ["203.0.113.0/24"] } }],
  ["Karpenter", { nodes: { autoscaler: "karpenter" } }],
  ["Longhorn", { k3s: { storage: "longhorn" } }],
  ["the highest service level", { sla: 3 }],
])("the rules stop nothing in the stack of a K3s cluster with %s", async (_title, changes) => {
  const fleet = withBuckets(edgeFleet(changes));
  const plan = await planStack(fleet, "edge");
  const { stacks } = policyCheck(fleet, [plan], TODAY);
  const stopping = stacks.flatMap(({ judged }) => judged).filter(isStopping);
  expect(stopping.map(findingText)).toEqual([]);
  expect(plan.resources.length).toBeGreaterThan(150);
});

describe("settings of a K3s cluster", () => {
  test("come from its entry, its service level, the lock and the catalog", () => {
    expect(settingsOf()).toMatchObject({
      workloadKubernetes: "1.35",
      serverRelease: expect.stringMatching(/^v1\.35\.\d+\+k3s\d$/) as string,
      servers: [
        { key: "a", availabilityZone: "eu-central-1a", revision: 1 },
        { key: "b", availabilityZone: "eu-central-1b", revision: 1 },
        { key: "c", availabilityZone: "eu-central-1c", revision: 1 },
      ],
      flags: { serviceLb: false, localStorage: false },
      storage: "ebs",
      protect: true,
      keyDeletionDays: 30,
      secretNames: { server: "atoll/edge/k3s-server", agent: "atoll/edge/k3s-agent" },
      stateBucket: "atoll-lagoon-edge-k3s-111122223333",
      issuer: "https://atoll-lagoon-edge-oidc-111122223333.s3.eu-central-1.amazonaws.com",
    });
  });

  test("hold one server at the lowest service level, and protect nothing there", () => {
    const { servers, protect } = settingsOf({ sla: 1, environment: "development" });
    expect({ servers: servers.map(({ key }) => key), protect }).toEqual({ servers: ["a"], protect: false });
  });

  test("take the pods' range from the lock, and name the issuer to the API servers", () => {
    const fleet = edgeFleet();
    const { flags, issuer } = settingsOf();
    expect(flags.podCidr).toBe(fleet.lock.clusters["edge"]?.pods);
    expect(flags.issuer).toBe(issuer);
  });
});

test("pods of a K3s cluster have no subnets, and nodes no secondary range", async () => {
  const { resources } = await planStack(edgeFleet(), "edge");
  expect(namesOfType(resources, /:Subnet$/)).toEqual([
    "edge-node-a",
    "edge-node-b",
    "edge-node-c",
    "edge-public-a",
    "edge-public-b",
    "edge-public-c",
  ]);
  expect(namesOfType(resources, /VpcIpv4CidrBlockAssociation/)).toEqual([]);
});
