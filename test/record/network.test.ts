import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { resourceKey } from "../../plan/plan.ts";
import { samplePlan, unroutedPlan } from "../components/network/sample-plans.ts";
import { countsByType, named, namesByType, PROVIDER_KEY, recordNetwork } from "./record-network.ts";

const COMPONENT = "atoll:network:Network::dev";

/** Which types have tags is a measured fact, not an opinion of the program. */
const AWS_TYPES = (
  JSON.parse(readFileSync(new URL("../../fleet/aws-types.json", import.meta.url), "utf8")) as {
    readonly types: Readonly<Record<string, { readonly taggable?: true }>>;
  }
).types;

const tagsOf = (name: string, extra: Readonly<Record<string, string>> = {}) => ({
  Name: name,
  "atoll:resource": name,
  ...extra,
});

const full = {
  plan: unroutedPlan(),
  dualStack: true,
  networkAcls: true,
  interfaceEndpoints: ["sts", "ecr.api"],
};

describe("a network of two zones with one NAT gateway", async () => {
  const resources = await recordNetwork();
  const inputsOf = (name: string) => named(resources, name).inputs;

  test("registers these resources and no others", () => {
    expect(namesByType(resources)).toEqual({
      "atoll:network:Network": ["dev"],
      "cloudwatch/logGroup:LogGroup": ["flow-log-group"],
      "ec2/defaultNetworkAcl:DefaultNetworkAcl": ["acl-default"],
      "ec2/defaultSecurityGroup:DefaultSecurityGroup": ["default-security-group"],
      "ec2/eip:Eip": ["nat-a-address"],
      "ec2/flowLog:FlowLog": ["flow-log"],
      "ec2/internetGateway:InternetGateway": ["internet-gateway"],
      "ec2/natGateway:NatGateway": ["nat-a"],
      "ec2/route:Route": ["route-private-a-internet", "route-private-b-internet", "route-public-internet"],
      "ec2/routeTable:RouteTable": ["isolated", "private-a", "private-b", "public"].map(
        (key) => `route-table-${key}`,
      ),
      "ec2/routeTableAssociation:RouteTableAssociation": samplePlan().subnets.map(
        ({ key }) => `association-${key}`,
      ),
      "ec2/subnet:Subnet": samplePlan().subnets.map(({ key }) => key),
      "ec2/vpc:Vpc": ["vpc"],
      "ec2/vpcEndpoint:VpcEndpoint": ["gateway-endpoint-dynamodb", "gateway-endpoint-s3"],
      "iam/role:Role": ["flow-log-role"],
      "iam/rolePolicy:RolePolicy": ["flow-log-policy"],
    });
  });

  test("the VPC resolves names, which EKS and private endpoints need", () => {
    expect(inputsOf("dev-vpc")).toEqual({
      cidrBlock: "10.0.0.0/16",
      enableDnsHostnames: true,
      enableDnsSupport: true,
      assignGeneratedIpv6CidrBlock: false,
      tags: tagsOf("dev-vpc"),
    });
  });

  test("a subnet has its range, its zone and the tags of its class, and gives nobody a public address", () => {
    expect(inputsOf("dev-node-b")).toEqual({
      vpcId: "${dev-vpc.id}",
      availabilityZone: "eu-central-1b",
      cidrBlock: "10.0.4.0/22",
      mapPublicIpOnLaunch: false,
      tags: tagsOf("dev-node-b", {
        "karpenter.sh/discovery": "dev",
        "kubernetes.io/role/cni": "0",
        "kubernetes.io/role/internal-elb": "1",
      }),
    });
  });

  test("the NAT gateway stands in a public subnet, with an address of its own", () => {
    expect(inputsOf("dev-nat-a")).toEqual({
      allocationId: "${dev-nat-a-address.id}",
      subnetId: "${dev-public-a.id}",
      tags: tagsOf("dev-nat-a"),
    });
    expect(inputsOf("dev-nat-a-address")).toEqual({ domain: "vpc", tags: tagsOf("dev-nat-a-address") });
  });

  test("private routes lead to the NAT gateway, the public one to the internet gateway", () => {
    const destinationCidrBlock = "0.0.0.0/0";
    expect(inputsOf("dev-route-private-b-internet")).toEqual({
      routeTableId: "${dev-route-table-private-b.id}",
      destinationCidrBlock,
      natGatewayId: "${dev-nat-a.id}",
    });
    expect(inputsOf("dev-route-public-internet")).toEqual({
      routeTableId: "${dev-route-table-public.id}",
      destinationCidrBlock,
      gatewayId: "${dev-internet-gateway.id}",
    });
  });

  test("an association ties one subnet to its table", () => {
    expect(inputsOf("dev-association-pod-b")).toEqual({
      routeTableId: "${dev-route-table-private-b.id}",
      subnetId: "${dev-pod-b.id}",
    });
  });

  test("S3 is reached from every private table without the NAT gateway", () => {
    expect(inputsOf("dev-gateway-endpoint-s3")).toEqual({
      vpcId: "${dev-vpc.id}",
      serviceName: "com.amazonaws.eu-central-1.s3",
      vpcEndpointType: "Gateway",
      routeTableIds: ["${dev-route-table-private-a.id}", "${dev-route-table-private-b.id}"],
      tags: tagsOf("dev-gateway-endpoint-s3"),
    });
  });

  test("the default security group has no rule at all", () => {
    const name = "dev-default-security-group";
    expect(inputsOf(name)).toEqual({ vpcId: "${dev-vpc.id}", tags: tagsOf(name) });
  });

  test("flow logs record all traffic, by a role, into a group with a retention", () => {
    expect(inputsOf("dev-flow-log")).toMatchObject({
      vpcId: "${dev-vpc.id}",
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
    });
    expect(inputsOf("dev-flow-log-group")).toMatchObject({
      name: "/atoll/dev/flow-logs",
      retentionInDays: 14,
    });
    expect(inputsOf("dev-flow-log-role")).toMatchObject({ name: "atoll-dev-flow-logs" });
    expect(inputsOf("dev-flow-log-policy")).toMatchObject({ role: "${dev-flow-log-role.id}" });
  });

  test("the flow log waits for its permission, the NAT gateway for the internet gateway", () => {
    expect(named(resources, "dev-flow-log").dependencies).toContain(
      "aws:iam/rolePolicy:RolePolicy::dev-flow-log-policy",
    );
    expect(named(resources, "dev-nat-a").dependencies).toContain(
      "aws:ec2/internetGateway:InternetGateway::dev-internet-gateway",
    );
  });

  test("nothing is protected, and nothing imported", () => {
    expect(resources.filter(({ protect, importId }) => protect || importId !== undefined)).toEqual([]);
  });
});

describe("counts", () => {
  const shared = {
    "atoll:network:Network": 1,
    "cloudwatch/logGroup:LogGroup": 1,
    "ec2/defaultNetworkAcl:DefaultNetworkAcl": 1,
    "ec2/defaultSecurityGroup:DefaultSecurityGroup": 1,
    "ec2/flowLog:FlowLog": 1,
    "ec2/internetGateway:InternetGateway": 1,
    "ec2/vpc:Vpc": 1,
    "ec2/vpcEndpoint:VpcEndpoint": 2,
    "iam/role:Role": 1,
    "iam/rolePolicy:RolePolicy": 1,
  };

  test.each([
    ["two zones and one NAT gateway", ["a", "b"], "one", { nat: 1, routes: 3, tables: 4, subnets: 8 }],
    [
      "three zones and one NAT gateway",
      ["a", "b", "c"],
      "one",
      { nat: 1, routes: 4, tables: 5, subnets: 12 },
    ],
    [
      "three zones with a NAT gateway each",
      ["a", "b", "c"],
      "per-zone",
      { nat: 3, routes: 4, tables: 5, subnets: 12 },
    ],
  ] as const)("%s make exactly so many resources", async (_, zones, natGateways, counts) => {
    expect(countsByType(await recordNetwork({ plan: samplePlan(zones), natGateways }))).toEqual({
      ...shared,
      "ec2/eip:Eip": counts.nat,
      "ec2/natGateway:NatGateway": counts.nat,
      "ec2/route:Route": counts.routes,
      "ec2/routeTable:RouteTable": counts.tables,
      "ec2/routeTableAssociation:RouteTableAssociation": counts.subnets,
      "ec2/subnet:Subnet": counts.subnets,
    });
  });
});

describe("every resource of the fullest network", async () => {
  const resources = (await recordNetwork(full)).filter(({ custom }) => custom);

  test("has the provider given to the component, and the component as parent", () => {
    const keys = resources.map(({ provider, parent }) => `${provider ?? "none"} ${parent ?? "none"}`);
    expect(new Set(keys)).toEqual(new Set([`${PROVIDER_KEY} ${COMPONENT}`]));
  });

  test("carries its logical name as a tag, wherever AWS knows tags", () => {
    const taggable = resources.filter(({ type }) => AWS_TYPES[type]?.taggable === true);
    expect(taggable.length).toBeGreaterThan(20);
    for (const { name, inputs } of taggable) {
      expect(inputs["tags"]).toMatchObject({ Name: name, "atoll:resource": name });
    }
  });

  test("is of a type whose facts are known", () => {
    expect(resources.filter(({ type }) => AWS_TYPES[type] === undefined)).toEqual([]);
  });

  test("has a name that no other resource of the stack has", () => {
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  });
});

test("protection covers what cannot be had again: the VPC and the public addresses", async () => {
  const resources = await recordNetwork({ protect: true, natGateways: "per-zone" });
  const kept = resources.filter(({ protect }) => protect).map(resourceKey);
  expect(kept).toEqual([
    "aws:ec2/eip:Eip::dev-nat-a-address",
    "aws:ec2/eip:Eip::dev-nat-b-address",
    "aws:ec2/vpc:Vpc::dev-vpc",
  ]);
});

test("an adopted resource is imported by its cloud id, and no other is", async () => {
  const adopt = { "dev-vpc": "vpc-0123abcd", "dev-node-a": "subnet-0123abcd" };
  const resources = await recordNetwork({ adopt });
  const imported = resources.filter(({ importId }) => importId !== undefined);
  expect(Object.fromEntries(imported.map(({ name, importId }) => [name, importId]))).toEqual(adopt);
});
