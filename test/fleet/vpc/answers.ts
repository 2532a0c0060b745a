/** What AWS says of a VPC with two zones, and a range of pods beside its first one. */

export const VPC = "vpc-0a1b2c3d4e5f60718";

interface SubnetFacts {
  readonly zone?: string;
  readonly free?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export const subnetId = (number: number): string => `subnet-${String(number).padStart(17, "0")}`;

/** A subnet as `aws ec2 describe-subnets` prints it. */
export function awsSubnet(number: number, cidr: string, { zone = "a", free, tags = {} }: SubnetFacts = {}) {
  const index = ["a", "b", "c"].indexOf(zone);
  return {
    SubnetId: subnetId(number),
    VpcId: VPC,
    CidrBlock: cidr,
    AvailabilityZone: zone.length === 1 ? `eu-central-1${zone}` : zone,
    ...(zone.length === 1 ? { AvailabilityZoneId: ["euc1-az2", "euc1-az3", "euc1-az1"][index] } : {}),
    ...(free === undefined ? {} : { AvailableIpAddressCount: free }),
    MapPublicIpOnLaunch: false,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** A route table with its default route, for some subnets or for all that have no other. */
export function awsTable(
  way: Readonly<Record<string, string>> | undefined,
  subnets: readonly number[] | "main",
) {
  return {
    RouteTableId: `rtb-${Object.values(way ?? { none: "none" }).join("")}`,
    VpcId: VPC,
    Associations:
      subnets === "main"
        ? [{ Main: true }]
        : subnets.map((one) => ({ Main: false, SubnetId: subnetId(one) })),
    Routes: [
      { DestinationCidrBlock: "10.9.0.0/16", GatewayId: "local", State: "active" },
      ...(way === undefined ? [] : [{ DestinationCidrBlock: "0.0.0.0/0", State: "active", ...way }]),
    ],
  };
}

export const VPCS = {
  Vpcs: [
    {
      VpcId: VPC,
      OwnerId: "111122223333",
      CidrBlock: "10.9.0.0/16",
      CidrBlockAssociationSet: [
        { CidrBlock: "10.9.0.0/16", CidrBlockState: { State: "associated" } },
        { CidrBlock: "100.64.0.0/16", CidrBlockState: { State: "associated" } },
        { CidrBlock: "100.65.0.0/16", CidrBlockState: { State: "disassociated" } },
      ],
    },
  ],
};

export const SUBNETS = {
  Subnets: [
    awsSubnet(1, "10.9.0.0/20", { free: 4079 }),
    awsSubnet(2, "10.9.16.0/20", { zone: "b" }),
    awsSubnet(3, "10.9.32.0/24"),
    awsSubnet(4, "10.9.33.0/24", { zone: "b" }),
    awsSubnet(5, "100.64.0.0/18"),
    awsSubnet(6, "100.64.64.0/18", { zone: "b" }),
    awsSubnet(7, "10.9.48.0/22"),
    awsSubnet(8, "10.9.60.0/27"),
    awsSubnet(9, "10.9.64.0/20", { zone: "eu-central-1-ham-1a" }),
    awsSubnet(10, "10.9.80.0/20", { zone: "c" }),
  ],
};

export const TABLES = {
  RouteTables: [
    awsTable({ NatGatewayId: "nat-0a1b2c3d4e5f60718" }, "main"),
    awsTable({ GatewayId: "igw-0a1b2c3d4e5f60718" }, [3, 4]),
    awsTable(undefined, [8, 10]),
  ],
};

export const saved = (name: string, answer: unknown) => ({ name, text: JSON.stringify(answer) });

export const ANSWERS = [
  saved("vpcs.json", VPCS),
  saved("subnets.json", SUBNETS),
  saved("tables.json", TABLES),
];
