import { describe, expect, test } from "vitest";
import { faultLine } from "../../../fleet/check.ts";
import { located } from "../../../fleet/read/locate.ts";
import type { ExistingNetwork } from "../../../fleet/schema/networks.ts";
import { described } from "../../../fleet/vpc/described.ts";
import { vpcFindings } from "../../../fleet/vpc/vpc-check.ts";
import { sampleCluster, sampleInventory, sampleRegion } from "../addresses/sample.ts";
import { awsSubnet, saved, subnetId, TABLES, VPC, VPCS } from "./answers.ts";

const ELB = { "kubernetes.io/role/internal-elb": "1", "kubernetes.io/role/cni": "0" };
const SUBNETS = [
  awsSubnet(1, "10.9.0.0/20", { tags: ELB }),
  awsSubnet(2, "10.9.16.0/20", { zone: "b", tags: ELB }),
  awsSubnet(3, "10.9.32.0/24", { tags: { "kubernetes.io/role/elb": "1" } }),
  awsSubnet(5, "100.64.0.0/18", { tags: { "kubernetes.io/role/cni": "1" } }),
];
const NAMED = {
  "node-a": { id: subnetId(1), cidr: "10.9.0.0/20" },
  "node-b": { id: subnetId(2), cidr: "10.9.16.0/20" },
  "public-a": { id: subnetId(3), cidr: "10.9.32.0/24" },
  "pod-a": { id: subnetId(5), cidr: "100.64.0.0/18" },
};

interface World {
  readonly network?: object;
  readonly subnets?: object;
  readonly answers?: readonly unknown[];
}

/** What a check says of the entry `old` in a world that differs in one thing. */
function faultsOf({ network = {}, subnets = NAMED, answers = [VPCS, { Subnets: SUBNETS }, TABLES] }: World) {
  const entry = {
    mode: "existing",
    vpcId: VPC,
    cidr: "10.9.0.0/16",
    podRange: "100.64.0.0/16",
    subnets,
    ...network,
  };
  const cluster = sampleCluster("old", { network: entry });
  const region = sampleRegion("eu", { zones: { a: "euc1-az2", b: "euc1-az3", c: "euc1-az1" } });
  const inventory = sampleInventory([cluster], { regions: [region] });
  const all = described(answers.map((one, index) => saved(`${index}.json`, one)));
  const findings = vpcFindings(inventory, cluster, cluster.network as ExistingNetwork, all);
  return located("/nowhere", findings).map(faultLine);
}

const at = "clusters/old.yaml network";
const withSubnet = (index: number, change: object): readonly unknown[] => [
  VPCS,
  { Subnets: SUBNETS.map((one, place) => (place === index ? { ...one, ...change } : one)) },
  TABLES,
];

describe("a check of an entry against what AWS says of its VPC", () => {
  test("has nothing to say where both agree", () => {
    expect(faultsOf({})).toEqual([]);
  });

  test.each(["manageTags", "customNetworking"])("asks for no tags of pod subnets with %s", (word) => {
    const subnets = { ...NAMED, "pod-b": { id: subnetId(6), cidr: "100.64.64.0/18" } };
    const podB = awsSubnet(6, "100.64.64.0/18", { zone: "b" });
    const answers = [VPCS, { Subnets: [...SUBNETS, podB] }, TABLES];
    expect(faultsOf({ subnets, answers })).toHaveLength(1);
    expect(faultsOf({ subnets, answers, network: { [word]: true } })).toEqual([]);
  });

  test.each<[string, World, string]>([
    [
      "another VPC",
      { network: { vpcId: "vpc-0bbbbbbbbbbbbbbbb" } },
      `${at}.vpcId: expected one of what AWS told of (${VPC})`,
    ],
    [
      "another range",
      { network: { cidr: "10.8.0.0/15" } },
      `${at}.cidr: expected 10.9.0.0/16, which the VPC has`,
    ],
    [
      "a range of pods that was given back",
      { network: { podRange: "100.65.0.0/16" } },
      `${at}.podRange: expected a further range of the VPC (100.64.0.0/16)`,
    ],
    [
      "another account",
      { answers: [{ Vpcs: [{ ...VPCS.Vpcs[0], OwnerId: "222222222222" }] }, { Subnets: SUBNETS }, TABLES] },
      `${at}.vpcId: expected a VPC of account 111122223333, got one of 222222222222`,
    ],
    [
      "a VPC without names",
      { answers: [VPCS, { Subnets: SUBNETS }, TABLES, { VpcId: VPC, EnableDnsSupport: { Value: false } }] },
      `${at}.vpcId: expected a VPC that resolves names and gives them to hosts, got one that does not; turn on enableDnsSupport and enableDnsHostnames`,
    ],
    [
      "a subnet that is not there",
      { subnets: { ...NAMED, "node-a": { id: subnetId(7), cidr: "10.9.0.0/20" } } },
      `${at}.subnets.node-a.id: expected one of what AWS told of (${[1, 2, 3, 5].map(subnetId).join(", ")})`,
    ],
    [
      "a subnet of another VPC",
      { answers: withSubnet(0, { VpcId: "vpc-1" }) },
      `${at}.subnets.node-a.id: expected a subnet of ${VPC}, got one of vpc-1`,
    ],
    [
      "another range of a subnet",
      { answers: withSubnet(0, { CidrBlock: "10.9.0.0/21" }) },
      `${at}.subnets.node-a.cidr: expected 10.9.0.0/21, which the subnet has`,
    ],
    [
      "another zone",
      { answers: withSubnet(0, { AvailabilityZone: "eu-central-1c" }) },
      `${at}.subnets.node-a: expected the letter of its zone, eu-central-1c, got "node-a"`,
    ],
    [
      "another region",
      { answers: withSubnet(0, { AvailabilityZone: "eu-west-1a" }) },
      `${at}.subnets.node-a: expected the letter of its zone, eu-west-1a, got "node-a"`,
    ],
    [
      "letters of another account",
      { answers: withSubnet(0, { AvailabilityZoneId: "euc1-az1" }) },
      `${at}.subnets.node-a: expected zone a to be euc1-az2, as the region's file says, got euc1-az1; letters differ from account to account`,
    ],
    [
      "nodes that the internet reaches",
      {
        subnets: { ...NAMED, "node-a": NAMED["public-a"], "public-a": undefined },
        answers: withSubnet(2, { Tags: Object.entries(ELB).map(([Key, Value]) => ({ Key, Value })) }),
      },
      `${at}.subnets.node-a.id: expected a subnet without a default route to an internet gateway, got ${subnetId(3)}`,
    ],
    [
      "tags that are missing",
      { answers: withSubnet(3, { Tags: [] }) },
      `${at}.subnets.pod-a.id: expected a subnet with the tags kubernetes.io/role/cni=1, got ${subnetId(5)}; set network.manageTags: true, or aws ec2 create-tags --resources ${subnetId(5)} --tags Key=kubernetes.io/role/cni,Value=1`,
    ],
  ])("finds %s", (_what, { subnets, ...world }, fault) => {
    const named = Object.fromEntries(Object.entries(subnets ?? NAMED).filter(([, one]) => one !== undefined));
    expect(faultsOf({ ...world, subnets: named })).toEqual([fault]);
  });
});
