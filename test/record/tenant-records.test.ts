import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import type { Plan } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { type ClusterChanges, sampleFleet } from "./sample-fleet.ts";
import { placedTenant } from "../fleet/placed-tenant.ts";

const RECORD = "aws:route53/record:Record";
const ZONE = "Z0123456789ABCDEFGHIJ";

/** A fleet with one tenant on `dev` whose names are in a zone of the account. */
function fleetOf(clusters: Readonly<Record<string, ClusterChanges>>, account = "workloads"): Fleet {
  const fleet = sampleFleet(clusters);
  const entry = {
    displayName: "Acme",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "dev" } },
  };
  const accounts = { ...fleet.settings.accounts, names: { id: "444455556666", role: "deployer" } };
  return {
    ...fleet,
    settings: { ...fleet.settings, accounts, hostedZone: { id: ZONE, account } },
    tenants: new Map([["acme", placedTenant("acme", entry)]]),
  };
}

const recordsIn = ({ resources }: Plan) => resources.filter(({ type }) => type === RECORD);

describe("each cluster of a pair", () => {
  const fleet = fleetOf({
    dev: { traffic: { weight: 90 } },
    green: { replaces: "dev", traffic: { weight: 10 } },
  });

  test.each([
    ["dev", 90],
    ["green", 10],
  ])("owns a record of the tenant's name: %s has weight %i", async (id, weight) => {
    const records = recordsIn(await planStack(fleet, id));
    expect(records.map(({ name, inputs }) => [name, inputs])).toEqual([
      [
        `${id}-record-acme--live`,
        {
          zoneId: ZONE,
          name: "live.acme.apps.lagoon.cloud",
          type: "CNAME",
          ttl: 60,
          records: [`ingress.${id}.eu.infra.lagoon.cloud`],
          setIdentifier: id,
          weightedRoutingPolicies: [{ weight }],
        },
      ],
    ]);
  });
});

test("a record is protected where its slice is: that of the cluster which goes, and of no other here", async () => {
  const pair = fleetOf({ dev: {}, green: { replaces: "dev" } });
  const kept = async (id: string) => recordsIn(await planStack(pair, id)).map(({ protect }) => protect);
  expect([await kept("dev"), await kept("green")]).toEqual([[true], [false]]);
});

test("names of applications are not protected: the last one that is public may go", async () => {
  const pair = fleetOf({ dev: {}, green: { replaces: "dev" } });
  const acme = placedTenant("acme", {
    displayName: "Acme",
    tier: "pooled",
    size: "small",
    environments: { live: { cluster: "dev" } },
    applications: { shop: { repository: "https://github.com/acme/shop.git" } },
  });
  const records = recordsIn(await planStack({ ...pair, tenants: new Map([["acme", acme]]) }, "dev"));
  expect(records.map(({ name, protect }) => [name, protect])).toEqual([
    ["dev-record-acme--live", true],
    ["dev-record-acme--live-applications", false],
  ]);
});

test("a cluster alone owns its records with all the weight, from the first day", async () => {
  const [record] = recordsIn(await planStack(fleetOf({ dev: {} }), "dev"));
  expect(record?.inputs).toMatchObject({ setIdentifier: "dev", weightedRoutingPolicies: [{ weight: 100 }] });
});

test("records come after what answers, and the way in has the name that it leads to", async () => {
  const { resources } = await planStack(fleetOf({ dev: {} }), "dev");
  const records = resources.find(({ type }) => type === "atoll:tenant:TenantRecords");
  expect(records?.dependencies).toContain("kubernetes:helm.sh/v3:Release::dev-traefik-release");
  const traefik = resources.find(({ name }) => name === "dev-traefik-release");
  expect(traefik?.inputs["values"]).toMatchObject({
    service: {
      annotations: { "external-dns.alpha.kubernetes.io/hostname": "ingress.dev.eu.infra.lagoon.cloud" },
    },
  });
});

test("the zone of another account has a provider of its own, guarded by that account", async () => {
  const plan = await planStack(fleetOf({ dev: {} }, "names"), "dev");
  expect(recordsIn(plan).map(({ provider }) => provider)).toEqual(["pulumi:providers:aws::aws-names"]);
  const provider = plan.resources.find(({ name }) => name === "aws-names");
  expect(provider?.inputs["allowedAccountIds"]).toBe('["444455556666"]');
});

test.each([
  ["without a zone", (fleet: Fleet): Fleet => ({ ...fleet, settings: sampleFleet({}).settings }), {}],
  [
    "to a cluster on which nothing answers",
    (fleet: Fleet) => fleet,
    { addOns: { traefik: { enabled: false } } },
  ],
])("there are no records %s", async (_, change, dev) => {
  expect(recordsIn(await planStack(change(fleetOf({ dev })), "dev"))).toEqual([]);
});
