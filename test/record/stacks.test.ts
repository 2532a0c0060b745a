import { describe, expect, test } from "vitest";
import { InputError } from "../../fleet/check.ts";
import type { Fleet } from "../../fleet/inventory.ts";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { deployStack, type StackOutputs } from "../../stacks/deploy.ts";
import { named, PROVIDER_KEY } from "./record-network.ts";
import { type ClusterChanges, sampleFleet } from "./sample-fleet.ts";

async function recordStack(fleet: Fleet, stack: string): Promise<readonly PlannedResource[]> {
  return await record(() => deployStack(fleet, stack), { stack });
}

const recordCluster = (changes: ClusterChanges): Promise<readonly PlannedResource[]> =>
  recordStack(sampleFleet({ dev: changes }), "dev");

const namesOf = (resources: readonly PlannedResource[], type: RegExp): readonly string[] =>
  resources.filter((resource) => type.test(resource.type)).map(({ name }) => name);

/** What a protected cluster cannot lose, besides its network. */
const OWN = ["dev", "dev-secrets-key"];

describe("a service level", () => {
  test.each([
    [1, { zones: 2, nat: ["dev-nat-a"], days: 14, kept: [] }],
    [2, { zones: 3, nat: ["dev-nat-a"], days: 30, kept: [...OWN, "dev-nat-a-address", "dev-vpc"] }],
    [
      3,
      {
        zones: 3,
        nat: ["dev-nat-a", "dev-nat-b", "dev-nat-c"],
        days: 90,
        kept: [...OWN, "dev-nat-a-address", "dev-nat-b-address", "dev-nat-c-address", "dev-vpc"],
      },
    ],
  ])(
    "of %i buys exactly its zones, NAT gateways, days of flow logs and protection",
    async (sla, expected) => {
      const resources = await recordCluster({ sla });
      expect(namesOf(resources, /:Subnet$/)).toHaveLength(expected.zones * 4);
      expect(namesOf(resources, /:NatGateway$/)).toEqual(expected.nat);
      expect(named(resources, "dev-flow-log-group").inputs["retentionInDays"]).toBe(expected.days);
      const kept = resources.filter(({ protect }) => protect).map(({ name }) => name);
      expect(kept.sort()).toEqual([...expected.kept].sort());
    },
  );

  test("protects nothing of a cluster that is retiring", async () => {
    const resources = await recordCluster({ sla: 3, lifecycle: "retiring", retireAfter: "2026-12-24" });
    expect(resources.filter(({ protect }) => protect)).toEqual([]);
  });
});

describe("the AWS provider of a stack", async () => {
  const network = { mode: "create", networkAcls: true, dualStack: true };
  const resources = await recordCluster({ sla: 3, network });

  /** Providers take everything as text: what is no string travels as JSON. */
  const setting = (name: string): unknown => {
    const value = named(resources, "aws").inputs[name];
    return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
  };

  test("is bound to one account, one role and one region", () => {
    expect(setting("allowedAccountIds")).toEqual(["111122223333"]);
    expect(setting("assumeRoles")).toEqual([{ roleArn: "arn:aws:iam::111122223333:role/deployer" }]);
    expect(setting("region")).toBe("eu-central-1");
  });

  test("tags whatever it makes with the stack it belongs to", () => {
    const tags = {
      "atoll:organisation": "lagoon",
      "atoll:cluster": "dev",
      "atoll:environment": "development",
    };
    expect(setting("defaultTags")).toEqual({ tags: { ...tags, "atoll:stack": "dev" } });
  });

  test("is the explicit provider of every resource", () => {
    const custom = resources.filter(({ custom: one, type }) => one && !type.startsWith("pulumi:"));
    expect(custom.length).toBeGreaterThan(50);
    const providers = new Map(custom.map(({ type, provider }) => [type.startsWith("aws:"), provider]));
    expect(providers).toEqual(
      new Map([
        [true, PROVIDER_KEY],
        [false, "pulumi:providers:kubernetes::dev-kubernetes"],
      ]),
    );
    expect(new Set(custom.map(({ provider }) => provider)).size).toBe(2);
  });
});

describe("the network that a cluster's entry asks for", () => {
  test("private-only has no way out, and the endpoints it lists", async () => {
    const interfaceEndpoints = ["ec2", "ecr.api"];
    const network = { mode: "create", egress: "private-only", interfaceEndpoints };
    const resources = await recordCluster({ network });
    expect(namesOf(resources, /^aws:.*(Gateway|:Eip|:Route)$/)).toEqual([]);
    expect(namesOf(resources, /:VpcEndpoint$/)).toEqual([
      "dev-gateway-endpoint-dynamodb",
      "dev-gateway-endpoint-s3",
      "dev-interface-endpoint-ec2",
      "dev-interface-endpoint-ecr.api",
    ]);
  });

  test("unrouted pods live in a secondary range", async () => {
    const resources = await recordCluster({
      network: { mode: "create", netmaskLength: 20, pods: "unrouted" },
    });
    expect(namesOf(resources, /:VpcIpv4CidrBlockAssociation$/)).toEqual(["dev-range-100.64.0.0-16"]);
    expect(named(resources, "dev-pod-a").inputs["cidrBlock"]).toBe("100.64.0.0/18");
  });

  test("an existing VPC adds the component of the network, and nothing that networks are made of", async () => {
    const subnets = {
      "node-a": { id: "subnet-00000001", cidr: "10.9.0.0/24" },
      "node-b": { id: "subnet-00000002", cidr: "10.9.1.0/24" },
    };
    const network = { mode: "existing", vpcId: "vpc-0123abcd", cidr: "10.9.0.0/16", subnets };
    const resources = await recordCluster({ network, sla: 3, nodes: { max: 8 } });
    const ofNetworks = /^aws:ec2\/(vpc|subnet|route|nat|internet|eip|flow|default|network)/i;
    expect(namesOf(resources, ofNetworks)).toEqual([]);
    expect(namesOf(resources, /^atoll:network:Network$/)).toEqual(["dev"]);
  });

  test("what the entry overrides wins over the service level", async () => {
    const network = { mode: "create", natGateways: "per-zone", flowLogRetentionDays: 365 };
    const resources = await recordCluster({ network });
    expect(namesOf(resources, /:NatGateway$/)).toEqual(["dev-nat-a", "dev-nat-b"]);
    expect(named(resources, "dev-flow-log-group").inputs["retentionInDays"]).toBe(365);
  });

  test("an adopted resource is imported", async () => {
    const resources = await recordCluster({ adopt: { "dev-vpc": "vpc-0123abcd" } });
    expect(named(resources, "dev-vpc").importId).toBe("vpc-0123abcd");
  });
});

test("a zone that joins later, even the first of the alphabet, leaves the NAT gateway and all subnets in place", async () => {
  const few = sampleFleet({ dev: { zones: ["b", "c"] } });
  const many = sampleFleet({ dev: { zones: ["a", "b", "c"] } }, few.lock);
  const before = await recordStack(few, "dev");
  const after = new Map(
    (await recordStack(many, "dev")).map((resource) => [resourceKey(resource), resource]),
  );
  const placed = before.filter(({ type }) => /:(Subnet|NatGateway|Eip|Route|RouteTable|Vpc)$/.test(type));
  expect(placed.length).toBeGreaterThan(15);
  expect(placed.map((resource) => after.get(resourceKey(resource)))).toEqual(placed);
});

test("a stack's outputs are its ids and its DNS zone", async () => {
  let outputs: StackOutputs | undefined;
  const fleet = sampleFleet({ dev: {} });
  await record(() => (outputs = deployStack(fleet, "dev")), { stack: "dev" });
  expect(outputs).toHaveProperty("dnsZone", "dev.eu.infra.lagoon.cloud");
  expect(Object.keys(outputs ?? {}).sort()).toEqual([
    "dnsZone",
    "egressAddresses",
    "eks",
    "isolatedRouteTableId",
    "nodeSecurityGroupId",
    "privateRouteTableIds",
    "subnetIds",
    "vpcId",
  ]);
});

test("stacks that are recorded one after the other share nothing", async () => {
  const fleet = sampleFleet({ dev: {}, prod: { sla: 3, environment: "production" } });
  const alone = await recordStack(fleet, "dev");
  const prod = await recordStack(fleet, "prod");
  expect(await recordStack(fleet, "dev")).toEqual(alone);
  expect(prod.filter(({ name }) => name.startsWith("dev-"))).toEqual([]);
});

describe("a stack without entry is refused", () => {
  const fleet = sampleFleet({ dev: {}, prod: {} });

  test.each([
    ["pord", 'stack "pord": expected one of dev, eu, prod; did you mean prod'],
    ["something-else", 'stack "something-else": expected one of dev, eu, prod'],
  ])("by name, with the list of entries: %s", async (stack, message) => {
    const refusal = recordStack(fleet, stack);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(InputError);
  });
});
