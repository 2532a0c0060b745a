import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { Network } from "../../components/network/network.ts";
import { record } from "../../plan/record.ts";
import {
  existingPlan,
  samplePlan,
  sampleSettings,
  unroutedPlan,
} from "../components/network/sample-plans.ts";
import { named, namesByType, recordNetwork, sampleProvider } from "./record-network.ts";

const typesOf = (resources: Awaited<ReturnType<typeof recordNetwork>>) => Object.keys(namesByType(resources));

describe("a dual-stack network", async () => {
  const resources = await recordNetwork({ dualStack: true });
  const inputsOf = (name: string) => named(resources, name).inputs;

  test("asks AWS for an IPv6 range", () => {
    expect(inputsOf("dev-vpc")).toMatchObject({ assignGeneratedIpv6CidrBlock: true });
  });

  test("gives every subnet a range that is known once the VPC is there", () => {
    for (const { key } of samplePlan().subnets) {
      expect(inputsOf(`dev-${key}`)).toMatchObject({ ipv6CidrBlock: "<known after up>" });
    }
  });

  test("gives public IPv6 addresses only where no route leads in", () => {
    const automatic = samplePlan().subnets.filter(
      ({ key }) => inputsOf(`dev-${key}`)["assignIpv6AddressOnCreation"] === true,
    );
    expect(new Set(automatic.map((subnet) => subnet.class))).toEqual(
      new Set(["control-plane", "node", "pod"]),
    );
  });

  test("lets private subnets out through a gateway of their own", () => {
    expect(inputsOf("dev-route-private-a-internet-ipv6")).toEqual({
      routeTableId: "${dev-route-table-private-a.id}",
      destinationIpv6CidrBlock: "::/0",
      egressOnlyGatewayId: "${dev-egress-only-gateway.id}",
    });
    expect(inputsOf("dev-route-public-internet-ipv6")).toEqual({
      routeTableId: "${dev-route-table-public.id}",
      destinationIpv6CidrBlock: "::/0",
      gatewayId: "${dev-internet-gateway.id}",
    });
  });
});

describe("a network with unrouted pods", async () => {
  const resources = await recordNetwork({ plan: unroutedPlan(), interfaceEndpoints: ["sts"] });
  const RANGE = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation::dev-range-100.64.0.0-16";

  test("adds the pod range to the VPC", () => {
    expect(named(resources, "dev-range-100.64.0.0-16").inputs).toEqual({
      vpcId: "${dev-vpc.id}",
      cidrBlock: "100.64.0.0/16",
    });
  });

  test("has pod subnets, and only them, wait for that range", () => {
    const waiting = resources
      .filter(({ dependencies }) => dependencies.includes(RANGE))
      .map(({ name }) => name);
    expect(waiting).toEqual(["dev-pod-a", "dev-pod-b"]);
  });

  test("lets pods reach the interface endpoints", () => {
    const https = {
      securityGroupId: "${dev-interface-endpoints.id}",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    };
    for (const cidr of ["10.0.0.0/16", "100.64.0.0/16"]) {
      const rule = named(resources, `dev-interface-endpoints-from-${cidr.replace("/", "-")}`);
      expect(rule.inputs).toMatchObject({ ...https, cidrIpv4: cidr });
    }
  });
});

describe("interface endpoints", async () => {
  const resources = await recordNetwork({ interfaceEndpoints: ["sts", "ecr.api"] });

  test("stand in the node subnets under the services' public names, behind a group of their own", () => {
    expect(named(resources, "dev-interface-endpoint-ecr.api").inputs).toMatchObject({
      vpcId: "${dev-vpc.id}",
      serviceName: "com.amazonaws.eu-central-1.ecr.api",
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: ["${dev-node-a.id}", "${dev-node-b.id}"],
      securityGroupIds: ["${dev-interface-endpoints.id}"],
    });
  });

  test("share a security group without a rule for outgoing traffic", () => {
    const group = named(resources, "dev-interface-endpoints");
    expect(Object.keys(group.inputs).sort()).toEqual(["description", "tags", "vpcId"]);
  });
});

describe("a network without way out", async () => {
  const plan = samplePlan(["a", "b"], ["control-plane", "node", "pod"]);
  const resources = await recordNetwork({ plan, natGateways: "none", dualStack: true });

  test("has no gateway, no public address and no route", () => {
    const open = /Gateway|Eip|:Route$/;
    expect(typesOf(resources).filter((type) => open.test(type))).toEqual([]);
  });

  test("still reaches S3 and DynamoDB", () => {
    expect(namesByType(resources)["ec2/vpcEndpoint:VpcEndpoint"]).toHaveLength(2);
  });
});

describe("a network with ACLs", async () => {
  const resources = await recordNetwork({ networkAcls: true, dualStack: true });
  const inputsOf = (name: string) => named(resources, name).inputs;

  test("has one per subnet class, with the subnets of that class", () => {
    const classes = ["control-plane", "node", "pod", "public"];
    expect(namesByType(resources)["ec2/networkAcl:NetworkAcl"]).toEqual(classes.map((one) => `acl-${one}`));
    expect(inputsOf("dev-acl-node")["subnetIds"]).toEqual(["${dev-node-a.id}", "${dev-node-b.id}"]);
  });

  test("closes the default one after every subnet has left it", () => {
    const closed = named(resources, "dev-acl-default");
    expect(closed.inputs).toEqual({
      defaultNetworkAclId: "<known after up>",
      ingress: [],
      egress: [],
      tags: { Name: "dev-acl-default", "atoll:resource": "dev-acl-default" },
    });
    const own = ["control-plane", "node", "pod", "public"].map(
      (one) => `aws:ec2/networkAcl:NetworkAcl::dev-acl-${one}`,
    );
    expect(closed.dependencies).toEqual(expect.arrayContaining(own));
  });

  test("has the rules inside the ACLs, in the form in which AWS gives them back", async () => {
    const rule = { action: "allow", fromPort: 0, toPort: 0 };
    const ipv4Only = await recordNetwork({ networkAcls: true });
    expect(named(ipv4Only, "dev-acl-public").inputs["ingress"]).toEqual([
      { ...rule, ruleNo: 100, protocol: "-1", cidrBlock: "10.0.0.0/16" },
      { ...rule, ruleNo: 200, protocol: "6", fromPort: 1024, toPort: 65_535, cidrBlock: "0.0.0.0/0" },
      { ...rule, ruleNo: 210, protocol: "17", fromPort: 1024, toPort: 65_535, cidrBlock: "0.0.0.0/0" },
      { ...rule, ruleNo: 220, protocol: "1", icmpType: 3, icmpCode: 4, cidrBlock: "0.0.0.0/0" },
      { ...rule, ruleNo: 300, protocol: "6", fromPort: 80, toPort: 80, cidrBlock: "0.0.0.0/0" },
      { ...rule, ruleNo: 310, protocol: "6", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" },
    ]);
    expect(named(ipv4Only, "dev-acl-public").inputs["egress"]).toEqual([
      { ...rule, ruleNo: 100, protocol: "-1", cidrBlock: "10.0.0.0/16" },
      { ...rule, ruleNo: 200, protocol: "-1", cidrBlock: "0.0.0.0/0" },
    ]);
  });

  test("waits with the rules of dual stack for the range that AWS gives the VPC", () => {
    expect(inputsOf("dev-acl-public")["ingress"]).toBe("<known after up>");
  });
});

test("without ACLs of its own a network keeps the default one open, as AWS makes it", async () => {
  const resources = await recordNetwork();
  expect(typesOf(resources).filter((type) => type.includes("Acl"))).toEqual([
    "ec2/defaultNetworkAcl:DefaultNetworkAcl",
  ]);
  const rule = { action: "allow", protocol: "-1", fromPort: 0, toPort: 0 };
  const rules = [
    { ...rule, ruleNo: 100, cidrBlock: "0.0.0.0/0" },
    { ...rule, ruleNo: 101, ipv6CidrBlock: "::/0" },
  ];
  const open = named(resources, "dev-acl-default");
  expect(open.inputs).toMatchObject({ ingress: rules, egress: rules });
  // The provider would take the subnets on it for a change that was never asked for, in every preview.
  expect(open.options).toEqual({ ignoreChanges: ["subnetIds"] });
});

/** Value of an output that is known without the cloud. */
function valueOf<T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(output).apply(resolve);
  });
}

describe("an existing network", () => {
  const settings = sampleSettings({ plan: existingPlan(), natGateways: "none" });
  let network: Network;
  const program = () => {
    network = new Network("dev", { provider: sampleProvider(), ...settings });
  };

  test("is used and not touched: nothing but the component is registered", async () => {
    const resources = await record(program, { stack: "dev" });
    expect(resources.filter(({ type }) => !type.startsWith("pulumi:")).map(({ type }) => type)).toEqual([
      "atoll:network:Network",
    ]);
  });

  test("passes on the ids it was given, by class", async () => {
    await record(program, { stack: "dev" });
    expect(await valueOf(network.vpcId)).toBe("vpc-0123abcd");
    expect(await valueOf(pulumi.output({ ...network.subnetIds }))).toEqual({
      node: ["subnet-00000000", "subnet-00000001"],
      pod: [],
      public: ["subnet-00000002", "subnet-00000003"],
      "control-plane": [],
    });
    expect(network.egressAddresses).toEqual([]);
  });
});
