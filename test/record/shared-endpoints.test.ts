import { describe, expect, test } from "vitest";
import { planStack } from "../../plan/plan-stack.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { named, namesOfType } from "./record-network.ts";
import { TODAY } from "./sample-fleet.ts";
import { SHARING, sharedFleet, USING } from "./shared-fleet.ts";

const fleet = sharedFleet(SHARING, USING);

async function resourcesOf(stack: string, of = fleet): Promise<readonly PlannedResource[]> {
  const { resources } = await planStack(of, stack);
  return resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

describe("a region that shares endpoints", async () => {
  const resources = await resourcesOf("eu");

  test("has a network for them from the end of its block, without a way out and without gateway endpoints", () => {
    expect(named(resources, "eu-endpoints-vpc").inputs).toMatchObject({
      cidrBlock: "10.15.255.0/24",
      enableDnsSupport: true,
      enableDnsHostnames: true,
    });
    const subnets = resources.filter(({ type }) => type.endsWith(":Subnet"));
    expect(subnets.map(({ inputs }) => [inputs["availabilityZone"], inputs["cidrBlock"]]).sort()).toEqual([
      ["eu-central-1a", "10.15.255.0/27"],
      ["eu-central-1b", "10.15.255.32/27"],
      ["eu-central-1c", "10.15.255.64/27"],
    ]);
    expect(namesOfType(resources, /:(InternetGateway|NatGateway|Eip)$/)).toEqual([]);
    expect(namesOfType(resources, /:VpcEndpoint$/)).toEqual([
      "eu-interface-endpoint-ecr.dkr",
      "eu-interface-endpoint-sts",
    ]);
    expect(named(resources, "eu-endpoints-flow-log-group").inputs["retentionInDays"]).toBe(90);
  });

  test("its endpoints have no private names, stand in each zone, and let in the region's block", () => {
    expect(named(resources, "eu-interface-endpoint-sts").inputs).toMatchObject({
      vpcId: "${eu-endpoints-vpc.id}",
      serviceName: "com.amazonaws.eu-central-1.sts",
      privateDnsEnabled: false,
      subnetIds: ["a", "b", "c"].map((zone) => `\${eu-endpoints-control-plane-${zone}.id}`),
    });
    expect(named(resources, "eu-interface-endpoints-from-10.0.0.0-12").inputs).toMatchObject({
      cidrIpv4: "10.0.0.0/12",
      fromPort: 443,
    });
  });

  test("every environment's table learns where they are, and their own sends answers to the region", () => {
    const transit = namesOfType(resources, /ec2transitgateway/).filter((name) => name.includes("endpoints"));
    expect(transit).toEqual([
      "eu-endpoints-transit-association",
      "eu-endpoints-transit-attachment",
      "eu-endpoints-transit-propagation-development",
      "eu-endpoints-transit-propagation-edge",
      "eu-endpoints-transit-propagation-production",
      "eu-endpoints-transit-propagation-staging",
      "eu-transit-table-endpoints",
    ]);
    expect(named(resources, "eu-endpoints-transit-association").inputs).toEqual({
      transitGatewayAttachmentId: "${eu-endpoints-transit-attachment.id}",
      transitGatewayRouteTableId: "${eu-transit-table-endpoints.id}",
    });
    expect(named(resources, "eu-endpoints-transit-route-control-plane-10.0.0.0-12").inputs).toEqual({
      routeTableId: "${eu-endpoints-route-table-isolated.id}",
      destinationCidrBlock: "10.0.0.0/12",
      transitGatewayId: "${eu-transit-gateway.id}",
    });
  });

  test("a private zone for each service leads to its endpoint, below its name too where accounts have names there", () => {
    expect(named(resources, "eu-endpoint-zone-ecr.dkr").inputs).toMatchObject({
      name: "dkr.ecr.eu-central-1.amazonaws.com",
      vpcs: [{ vpcId: "${eu-endpoints-vpc.id}", vpcRegion: "eu-central-1" }],
    });
    const records = resources.filter(({ type }) => type.endsWith(":Record"));
    expect(records.map(({ name, inputs }) => [name, inputs["name"], inputs["type"]]).sort()).toEqual([
      ["eu-endpoint-zone-ecr.dkr-apex", "dkr.ecr.eu-central-1.amazonaws.com", "A"],
      ["eu-endpoint-zone-ecr.dkr-wildcard", "*.dkr.ecr.eu-central-1.amazonaws.com", "A"],
      ["eu-endpoint-zone-sts-apex", "sts.eu-central-1.amazonaws.com", "A"],
    ]);
    expect(records.map(({ inputs }) => inputs["aliases"])).toEqual(
      records.map(() => [
        { name: "<known after up>", zoneId: "<known after up>", evaluateTargetHealth: false },
      ]),
    );
  });

  test("breaks no rule", async () => {
    const plans = [await planStack(fleet, "eu"), await planStack(fleet, "dev")];
    const judged = policyCheck(fleet, plans, TODAY).stacks.flatMap((one) => one.judged);
    expect(judged.filter(({ finding }) => finding.kind === "violation")).toEqual([]);
  });
});

describe("a cluster that uses them", async () => {
  const resources = await resourcesOf("dev");

  test("joins the zone of each service, and has no endpoint of its own but those that cost nothing", () => {
    expect(namesOfType(resources, /:ZoneAssociation$/)).toEqual([
      "dev-endpoint-zone-ecr.dkr",
      "dev-endpoint-zone-sts",
    ]);
    expect(named(resources, "dev-endpoint-zone-sts").inputs).toEqual({
      zoneId: "${eu/endpointZone-sts}",
      vpcId: "${dev-vpc.id}",
      vpcRegion: "eu-central-1",
    });
    expect(namesOfType(resources, /:VpcEndpoint$/)).toEqual([
      "dev-gateway-endpoint-dynamodb",
      "dev-gateway-endpoint-s3",
    ]);
  });

  test("is announced to the endpoints, so that they find the way back", () => {
    expect(named(resources, "dev-transit-propagation-endpoints").inputs).toEqual({
      transitGatewayAttachmentId: "${dev-transit-attachment.id}",
      transitGatewayRouteTableId: "${eu/transitTable-endpoints}",
    });
  });

  test("has nodes only when the way to them is there", () => {
    const { dependencies } = named(resources, "dev-system-nodes");
    const needed = ["dev-endpoint-zone-ecr.dkr", "dev-endpoint-zone-sts", "dev-transit-attachment"];
    expect(dependencies.filter((one) => needed.some((name) => one.endsWith(`::${name}`)))).toHaveLength(3);
  });
});

test("a service for which a cluster has an endpoint of its own stays its own", async () => {
  const own = sharedFleet(SHARING, { ...USING, interfaceEndpoints: ["sts"] });
  const resources = await resourcesOf("dev", own);
  expect(namesOfType(resources, /:ZoneAssociation$/)).toEqual(["dev-endpoint-zone-ecr.dkr"]);
  expect(namesOfType(resources, /:VpcEndpoint$/)).toContain("dev-interface-endpoint-sts");
});

test("a cluster that is attached and does not ask for them stays out of their table and zones", async () => {
  const resources = await resourcesOf("dev", sharedFleet(SHARING, { ...USING, sharedEndpoints: false }));
  const names = resources.map(({ name }) => name);
  expect(names.filter((name) => name.includes("endpoint-zone") || name.includes("-endpoints"))).toEqual([]);
});

test("a cluster's own endpoints are there before its nodes", async () => {
  const resources = await resourcesOf(
    "dev",
    sharedFleet({}, { mode: "create", interfaceEndpoints: ["sts"] }),
  );
  const { dependencies } = named(resources, "dev-system-nodes");
  expect(dependencies.filter((one) => one.endsWith("::dev-interface-endpoint-sts"))).toHaveLength(1);
});

describe("a cluster behind a gateway without shared endpoints", async () => {
  const { resources } = await planStack(sharedFleet(SHARING, { ...USING, sharedEndpoints: false }), "dev");
  const waitsFor = (name: string, type: RegExp) =>
    named(resources, name)
      .dependencies.map((one) => one.split("::").at(-1))
      .filter((one) => namesOfType(resources, type).includes(one ?? ""))
      .sort();

  test.each(["dev-kubernetes", "dev-system-nodes"])(
    "lets nothing be made by %s before the whole way in is there, or after a part of it is gone",
    (name) => {
      expect(waitsFor(name, /ec2transitgateway/)).toEqual(namesOfType(resources, /ec2transitgateway/));
      expect(namesOfType(resources, /ec2transitgateway/)).toContain("dev-transit-attachment");
      expect(waitsFor(name, /:Route$/)).toEqual(namesOfType(resources, /:Route$/));
      expect(namesOfType(resources, /:Route$/)).toEqual(
        expect.arrayContaining([
          "dev-route-private-a-internet",
          "dev-route-public-internet",
          "dev-transit-route-control-plane-10.0.0.0-12",
        ]),
      );
      const uses = /:RouteTableAssociation$/;
      expect(waitsFor(name, uses)).toEqual(namesOfType(resources, uses));
      expect(waitsFor(name, /:VpcEndpoint$/)).toEqual([
        "dev-gateway-endpoint-dynamodb",
        "dev-gateway-endpoint-s3",
      ]);
    },
  );
});
