import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseCidr } from "../../../fleet/addresses/cidr.ts";
import { InputError } from "../../../fleet/check.ts";
import { networkFindings } from "../../../fleet/rules/networks.ts";
import { podNetworkingFindings } from "../../../fleet/rules/pod-networking.ts";
import { described } from "../../../fleet/vpc/described.ts";
import { vpcProposal } from "../../../fleet/vpc/proposal.ts";
import { proposalText } from "../../../fleet/vpc/proposal-text.ts";
import { sampleCluster, sampleInventory } from "../addresses/sample.ts";
import { faultsOf } from "../written-inventory.ts";
import { ANSWERS, awsSubnet, awsTable, saved, SUBNETS, TABLES, VPC, VPCS } from "./answers.ts";

const textOf = (
  answers: readonly { name: string; text: string }[],
  held: Parameters<typeof vpcProposal>[1] = [],
) => proposalText(vpcProposal(described(answers), held, undefined));

const holder = (cidr: string, name: string) => ({
  kind: "cluster" as const,
  block: parseCidr(cidr),
  holder: name,
  where: { file: "fleet.lock.yaml", at: [] },
});

describe("the entry of a VPC that exists", () => {
  test("names of each class and zone one subnet, and says why, and what it does not name", () => {
    expect(textOf(ANSWERS)).toBe(`network:
  mode: existing
  vpcId: vpc-0a1b2c3d4e5f60718
  cidr: 10.9.0.0/16
  podRange: 100.64.0.0/16
  subnets:
    node-a: { id: subnet-00000000000000001, cidr: 10.9.0.0/20 } # its default route is nat-0a1b2c3d4e5f60718; 4079 addresses free
    node-b: { id: subnet-00000000000000002, cidr: 10.9.16.0/20 } # its default route is nat-0a1b2c3d4e5f60718
    pod-a: { id: subnet-00000000000000005, cidr: 100.64.0.0/18 } # in a further range of the VPC
    pod-b: { id: subnet-00000000000000006, cidr: 100.64.64.0/18 } # in a further range of the VPC
    public-a: { id: subnet-00000000000000003, cidr: 10.9.32.0/24 } # its default route is an internet gateway
    public-b: { id: subnet-00000000000000004, cidr: 10.9.33.0/24 } # its default route is an internet gateway
    control-plane-a: { id: subnet-00000000000000008, cidr: 10.9.60.0/27 } # small, without a default route
# not named: subnet-00000000000000007 (10.9.48.0/22, eu-central-1a), subnet-00000000000000001 is node-a already, and not smaller
# not named: subnet-00000000000000009 (10.9.64.0/20, eu-central-1-ham-1a), not in an availability zone
# not named: subnet-00000000000000010 (10.9.80.0/20, eu-central-1c), it has no default route`);
  });

  test("believes tags before routes", () => {
    const tags = { "kubernetes.io/role/internal-elb": "1" };
    const tagged = awsSubnet(10, "10.9.80.0/20", { zone: "c", tags });
    const Subnets = [...SUBNETS.Subnets.slice(0, -1), tagged];
    expect(textOf([saved("v", VPCS), saved("s", { Subnets }), saved("r", TABLES)])).toContain(
      "    node-c: { id: subnet-00000000000000010, cidr: 10.9.80.0/20 } # tagged kubernetes.io/role/internal-elb\n",
    );
  });

  test("is legacy where somebody else holds addresses of it", () => {
    expect(textOf(ANSWERS, [holder("10.9.128.0/17", "cluster/dev")])).toContain(
      "  legacy: true # cluster/dev holds addresses of it: never connected\n",
    );
    expect(textOf(ANSWERS, [holder("10.10.0.0/16", "cluster/dev")])).not.toContain("legacy");
  });

  test("is one that the loader takes, whatever subnets there are", () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 62 }), fc.constantFrom("10.9", "100.64", "10.8"));
    const place = fc.constantFrom("a", "b", "c", "eu-central-1-ham-1a");
    const subnets = fc.uniqueArray(fc.tuple(range, place, fc.constantFrom(20, 22, 24, 27)), {
      minLength: 1,
      maxLength: 14,
      selector: ([[third, net]]) => `${net}.${third}`,
    });
    const ways = fc.array(fc.constantFrom("nat", "igw", "none", "main"), { minLength: 14, maxLength: 14 });
    let taken = 0;
    fc.assert(
      fc.property(subnets, ways, fc.boolean(), (drawn, drawnWays, hasNodes) => {
        const nodes = [awsSubnet(90, "10.9.255.0/25"), awsSubnet(91, "10.9.255.128/25", { zone: "b" })];
        const others = drawn.map(([[third, net], zone, length], index) =>
          awsSubnet(index, `${net}.${4 * third}.0/${Math.max(length, 22)}`, { zone }),
        );
        const Subnets = [...others, ...(hasNodes ? nodes : [])];
        const of = (way: string) => drawn.flatMap((_, index) => (drawnWays[index] === way ? [index] : []));
        const RouteTables = [
          { ...awsTable({ NatGatewayId: "nat-1" }, of("nat")), RouteTableId: "rtb-1" },
          { ...awsTable({ GatewayId: "igw-1" }, of("igw")), RouteTableId: "rtb-2" },
          { ...awsTable(undefined, of("none")), RouteTableId: "rtb-3" },
          { ...awsTable({ NatGatewayId: "nat-2" }, "main"), RouteTableId: "rtb-4" },
        ];
        const answers = [saved("v", VPCS), saved("s", { Subnets }), saved("r", { RouteTables })];
        const text = loaded(answers);
        if (text === undefined) return;
        taken += 1;
        const { network } = parse(text) as { readonly network: object };
        const inventory = sampleInventory([sampleCluster("old", { network })]);
        expect([...networkFindings(inventory), ...podNetworkingFindings(inventory)]).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});

/** The text, or nothing where no cluster could stand there. */
function loaded(answers: readonly { name: string; text: string }[]): string | undefined {
  try {
    return textOf(answers);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

describe("answers that make no entry", () => {
  const whole =
    "the output of aws ec2 describe-vpcs, describe-subnets, describe-route-tables or describe-vpc-attribute";
  const two = { Vpcs: [...VPCS.Vpcs, { ...VPCS.Vpcs[0], VpcId: "vpc-0bbbbbbbbbbbbbbbb" }] };
  const dns = { VpcId: VPC, EnableDnsHostnames: { Value: false } };

  test.each([
    [
      "no JSON",
      [{ name: "a.json", text: "VPCS\tvpc-1" }],
      `a.json: expected ${whole}, got no JSON; save it with --output json`,
    ],
    [
      "another call's",
      [saved("a.json", { Reservations: [] })],
      `a.json: expected ${whole}, got none of them`,
    ],
    [
      "a list",
      [saved("a.json", [])],
      `a.json: expected ${whole}, got Invalid input: expected object, received array`,
    ],
    [
      "a subnet without id",
      [saved("a.json", { Subnets: [{ VpcId: VPC }] })],
      `a.json Subnets.0.SubnetId: expected ${whole}, got Invalid input: expected string, received undefined`,
    ],
    [
      "one page of many",
      [saved("a.json", { ...SUBNETS, NextToken: "x" })],
      `a.json NextToken: expected ${whole}, got its first page; save it without --max-items and --no-paginate`,
    ],
    [
      "no VPC",
      [saved("s", SUBNETS)],
      "answers of AWS Vpcs: expected one VPC, got none; save aws ec2 describe-vpcs too",
    ],
    [
      "two VPCs",
      [saved("v", two), saved("s", SUBNETS)],
      `answers of AWS Vpcs: expected one VPC, got ${VPC}, vpc-0bbbbbbbbbbbbbbbb; name one with --vpc`,
    ],
    [
      "no subnets",
      [saved("v", VPCS)],
      `answers of AWS ${VPC}: expected private subnets for nodes in at least 2 zones, got none; save aws ec2 describe-subnets and describe-route-tables too, or add subnets to the VPC`,
    ],
    [
      "one zone",
      [saved("v", VPCS), saved("s", { Subnets: SUBNETS.Subnets.slice(0, 1) }), saved("r", TABLES)],
      `answers of AWS ${VPC}: expected private subnets for nodes in at least 2 zones, got one in zone a; save aws ec2 describe-subnets and describe-route-tables too, or add subnets to the VPC`,
    ],
    [
      "a VPC without names",
      [...ANSWERS, saved("d", dns)],
      `answers of AWS ${VPC}: expected a VPC that resolves names and gives them to hosts, as EKS needs it, got one that does not; turn on enableDnsSupport and enableDnsHostnames`,
    ],
  ])("are %s", (_what, answers, fault) => {
    expect(faultsOf(() => textOf(answers))).toEqual([fault]);
  });

  test("are those of another VPC", () => {
    expect(faultsOf(() => vpcProposal(described(ANSWERS), [], "vpc-1"))).toEqual([
      `answers of AWS Vpcs: expected the VPC vpc-1, got ${VPC}; name one with --vpc`,
    ]);
  });
});
