import { expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { fleetSchema } from "../../fleet/schema/fleet.ts";
import { regionSchema } from "../../fleet/schema/region.ts";
import { regionFindings } from "../../fleet/rules/regions.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { sampleFleet, TODAY } from "./sample-fleet.ts";

const ZONES = { a: "euc1-az2", b: "euc1-az3", c: "euc1-az1" };
const EU = { account: "workloads", awsRegion: "eu-central-1", jurisdiction: "eu", zones: ZONES };
const WEST = { ...EU, awsRegion: "eu-west-1", zones: { a: "euw1-az1" } };

/** A fleet whose region eu says this, beside a region west. */
function fleetWith(eu: object, settings: object = {}): Fleet {
  const fleet = sampleFleet({ dev: {} });
  const entry = (id: string, data: object) => [id, { ...regionSchema.parse(data), id }] as const;
  return {
    ...fleet,
    settings: fleetSchema.parse({ ...fleet.settings, ...settings }),
    regions: new Map([entry("eu", { ...EU, ...eu }), entry("west", WEST)]),
  };
}

const ALL = { dns: { public: true, private: true }, buckets: { backups: { replica: "west" }, logs: {} } };
const CERTIFICATES = { certificates: { email: "platform@lagoon.cloud" } };
const PARENT = { hostedZone: { id: "Z0123456789", account: "workloads" } };

async function plan(fleet: Fleet, stack = "eu"): Promise<ReadonlyMap<string, PlannedResource>> {
  const { resources } = await planStack(fleet, stack);
  return new Map(resources.map((one) => [one.name, one]));
}

test("a region whose entry asks for nothing registers its component and its provider", async () => {
  expect([...(await plan(fleetWith({}))).keys()].sort()).toEqual(["aws", "eu"]);
});

test("zones, buckets and keys are protected until the day on which the region may leave", async () => {
  const protectedOf = async (eu: object) =>
    [...(await plan(fleetWith(eu))).values()].filter(({ protect }) => protect).map(({ name }) => name);
  expect(await protectedOf(ALL)).toEqual([
    "eu-private-zone-vpc",
    "eu-data-key",
    "eu-replica-key",
    "eu-private-zone",
    "eu-zone",
    "eu-backups-bucket",
    "eu-backups-replica-bucket",
    "eu-logs-bucket",
  ]);
  expect(await protectedOf({ ...ALL, lifecycle: "retiring", retireAfter: TODAY })).toEqual([]);
  const later = { ...ALL, lifecycle: "retiring", retireAfter: "2028-01-01" };
  expect(await protectedOf(later)).toEqual(await protectedOf(ALL));
});

test("a public zone is named below that of the fleet, and delegated where the zone above is known", async () => {
  const alone = await plan(fleetWith(ALL));
  expect(alone.get("eu-zone")?.inputs).toMatchObject({ name: "eu.infra.lagoon.cloud" });
  expect(alone.has("eu-zone-delegation")).toBe(false);
  const delegated = await plan(fleetWith(ALL, PARENT));
  expect(delegated.get("eu-zone-delegation")?.inputs).toMatchObject({
    zoneId: "Z0123456789",
    name: "eu.infra.lagoon.cloud",
    type: "NS",
  });
});

test("a bucket of backups keeps versions, is locked and encrypted, closed, and lets objects grow old", async () => {
  const planned = await plan(fleetWith(ALL));
  const inputs = (end: string) => planned.get(`eu-backups-bucket${end}`)?.inputs;
  expect(inputs("")).toMatchObject({
    bucket: "atoll-lagoon-eu-backups-111122223333",
    objectLockEnabled: true,
  });
  expect(inputs("-versioning")).toMatchObject({ versioningConfiguration: { status: "Enabled" } });
  expect(inputs("-lock")).toMatchObject({ rule: { defaultRetention: { days: 30, mode: "GOVERNANCE" } } });
  expect(inputs("-public-access")).toMatchObject({
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  expect(JSON.stringify(inputs("-policy"))).toContain("aws:SecureTransport");
  expect(inputs("-lifecycle")).toMatchObject({
    rules: [
      {
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER_IR" },
        ],
        expiration: { days: 365 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
    ],
  });
  expect(planned.get("eu-logs-bucket")?.inputs["objectLockEnabled"]).toBe(false);
});

test("a copy of backups is made by a provider of the other AWS region, guarded by the same account", async () => {
  const planned = await plan(fleetWith(ALL));
  expect(planned.get("aws-replica")?.inputs).toMatchObject({
    region: "eu-west-1",
    allowedAccountIds: '["111122223333"]',
  });
  for (const name of ["eu-backups-replica-bucket", "eu-replica-key", "eu-backups-replica-bucket-policy"])
    expect(planned.get(name)?.provider).toBe("pulumi:providers:aws::aws-replica");
  expect(planned.get("eu-backups-replication")?.dependencies).toEqual(
    expect.arrayContaining([
      "aws:s3/bucketVersioning:BucketVersioning::eu-backups-bucket-versioning",
      "aws:s3/bucketVersioning:BucketVersioning::eu-backups-replica-bucket-versioning",
    ]),
  );
});

test("a cluster proves its names in its region's zone, and joins the private one", async () => {
  const planned = await plan(fleetWith(ALL, CERTIFICATES), "dev");
  const issuer = JSON.stringify(planned.get("dev-cert-manager-letsencrypt-production")?.inputs);
  expect(issuer).toContain('"hostedZoneID":"${eu/zoneId}"');
  expect(planned.get("dev-private-zone")?.inputs).toMatchObject({ zoneId: "${eu/privateZoneId}" });
});

test("a cluster that needs nothing of its region reads no other stack", async () => {
  const planned = await plan(fleetWith({ buckets: ALL.buckets }), "dev");
  expect(JSON.stringify([...planned.values()])).not.toContain("${eu/");
});

test("no rule is violated by a region with everything, nor by its cluster", async () => {
  const fleet = fleetWith(ALL, { ...CERTIFICATES, ...PARENT });
  const plans = [await planStack(fleet, "eu"), await planStack(fleet, "dev")];
  const judged = policyCheck(fleet, plans, TODAY).stacks.flatMap((one) => one.judged);
  expect(judged.filter(({ finding }) => finding.kind === "violation")).toEqual([]);
});

test("what S3 refuses, and copies that leave account or jurisdiction, are faults", () => {
  const of = (backups: object, settings: object = {}) =>
    regionFindings(fleetWith({ buckets: { backups } }, settings)).map(
      ({ at, expected, got, hint }) => `${at.join(".")}: ${expected}; ${got ?? ""}; ${hint ?? ""}`,
    );
  expect(of({ infrequentAfterDays: 80 })).toEqual([
    "buckets.backups.archiveAfterDays: at least 110, 30 days after infrequentAfterDays; 90; ",
  ]);
  expect(of({ keepDays: 90 })).toEqual(["buckets.backups.keepDays: more than archiveAfterDays, 90; 90; "]);
  expect(of({ replica: "wets" })).toEqual(["buckets.backups.replica: a region; ; did you mean west"]);
  expect(of({ replica: "eu" })).toEqual([
    "buckets.backups.replica: a region elsewhere than eu-central-1; eu; ",
  ]);
  expect(of({}, { hostedZone: { id: "Z1", account: "workload" } })).toEqual([
    "hostedZone.account: an account of fleet.yaml (workloads); ; did you mean workloads",
  ]);
  expect(of({}, CERTIFICATES)).toEqual([
    "certificates: a zone in which certificates of dev are proven; ; set dns.public in regions/eu.yaml, or hostedZoneId here",
  ]);
});
