import { describe, expect, test } from "vitest";
import { Region } from "../../components/region/region.ts";
import type { RegionSettings } from "../../components/region/settings.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleProvider } from "./record-network.ts";

const BASE: RegionSettings = { accountId: "210987654321", awsRegion: "eu-central-1", protect: true };

async function recordRegion(settings: Partial<RegionSettings>): Promise<readonly PlannedResource[]> {
  const program = () => new Region("eu", { provider: sampleProvider(), ...BASE, ...settings });
  const resources = await record(program, { stack: "eu", preview: true });
  return resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

const inputs = (resources: readonly PlannedResource[], name: string): unknown =>
  resources.find((one) => one.name === name)?.inputs;

const names = (resources: readonly PlannedResource[]): readonly string[] =>
  resources.map(({ name }) => name).sort();

const TRANSIT = {
  asn: 64_512,
  joins: [],
  foreign: {
    runners: {
      attachmentId: "tgw-attach-0a1b2c3d",
      cidrs: ["10.255.0.0/20"],
      environments: ["development" as const],
    },
  },
  sharedWith: ["333344445555"],
};

describe("a transit gateway", async () => {
  const resources = await recordRegion({ transit: TRANSIT });

  test("has a table for each environment and each foreign network, and a share for other accounts", () => {
    expect(names(resources)).toEqual([
      "eu-transit-association-runners",
      "eu-transit-gateway",
      "eu-transit-route-development-runners-10.255.0.0-20",
      "eu-transit-share",
      "eu-transit-share-333344445555",
      "eu-transit-share-gateway",
      "eu-transit-table-development",
      "eu-transit-table-edge",
      "eu-transit-table-foreign-runners",
      "eu-transit-table-production",
      "eu-transit-table-staging",
    ]);
  });

  test("associates and announces nothing by itself, and refuses to be deleted", () => {
    const gateway = resources.find(({ name }) => name === "eu-transit-gateway");
    expect(gateway?.protect).toBe(true);
    expect(gateway?.inputs).toMatchObject({
      amazonSideAsn: 64_512,
      defaultRouteTableAssociation: "disable",
      defaultRouteTablePropagation: "disable",
      autoAcceptSharedAttachments: "enable",
    });
  });

  test("sends the runners' range to the runners' attachment, from the environments that may", () => {
    expect(inputs(resources, "eu-transit-route-development-runners-10.255.0.0-20")).toEqual({
      transitGatewayRouteTableId: "${eu-transit-table-development.id}",
      destinationCidrBlock: "10.255.0.0/20",
      transitGatewayAttachmentId: "tgw-attach-0a1b2c3d",
    });
  });
});

describe("alerts", async () => {
  const resources = await recordRegion({
    alerts: {
      quotaPercent: 60,
      routes: [{ name: "mail", kind: "email", target: "platform@lagoon.cloud" }],
      budget: { monthlyUsd: 9000, thresholds: [50, 100] },
    },
  });

  test("an alarm compares what is used with what is allowed today", () => {
    expect(inputs(resources, "eu-quota-ec2-L-1216C47A")).toMatchObject({
      alarmDescription:
        "processors of standard machines, on demand: 60 % of quota ec2 L-1216C47A is used. Tells: mail (email platform@lagoon.cloud)",
      threshold: 60,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "used",
          metric: {
            namespace: "AWS/Usage",
            metricName: "ResourceCount",
            dimensions: { Service: "EC2", Type: "Resource", Resource: "vCPU", Class: "Standard/OnDemand" },
          },
        },
        { id: "percent", expression: "used / SERVICE_QUOTA(used) * 100" },
      ],
    });
  });

  test("the topic is encrypted with a key that its writers may use, and the route of kind email subscribes", () => {
    expect(inputs(resources, "eu-alerts")).toMatchObject({ kmsMasterKeyId: "<known after up>" });
    expect(inputs(resources, "eu-alerts-mail")).toMatchObject({
      protocol: "email",
      endpoint: "platform@lagoon.cloud",
    });
  });

  test("the budget is of the region, and tells what was spent and what will be", () => {
    const [limit, notifications] = [
      { limitAmount: "9000", costFilters: [{ name: "Region", values: ["eu-central-1"] }] },
      [
        { threshold: 50, notificationType: "ACTUAL" },
        { threshold: 100, notificationType: "ACTUAL" },
        { threshold: 100, notificationType: "FORECASTED" },
      ],
    ];
    expect(inputs(resources, "eu-budget")).toMatchObject({ ...limit, notifications });
  });
});

test("a cache lies under the host of the registry, so that mirrored names find it", async () => {
  const credentials = "arn:aws:secretsmanager:eu-central-1:210987654321:secret:ecr-pullthroughcache/hub";
  const resources = await recordRegion({
    imageCaches: { keepDays: 30, registries: { "docker-hub": { credentials }, quay: {} } },
  });
  expect(names(resources)).toEqual([
    "eu-image-cache-docker-hub",
    "eu-image-cache-docker-hub-template",
    "eu-image-cache-quay",
    "eu-image-cache-quay-template",
  ]);
  expect(inputs(resources, "eu-image-cache-docker-hub")).toEqual({
    ecrRepositoryPrefix: "docker.io",
    upstreamRegistryUrl: "registry-1.docker.io",
    credentialArn: credentials,
  });
});

test("tags for bills are the fleet's, without that of the single resource", async () => {
  expect(names(await recordRegion({ costAllocationTags: true }))).toEqual(
    ["cluster", "environment", "organisation", "region", "stack"].map((key) => `eu-cost-tag-${key}`),
  );
});

test("a region that asks for nothing has nothing", async () => {
  expect(names(await recordRegion({}))).toEqual([]);
});
