import { expect } from "vitest";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Refusal } from "./refusal.ts";

export const VPC_REFUSALS: readonly Refusal[] = [
  [
    "a VPC is at most a /16",
    ({ makeVpc }) => makeVpc({ cidrBlock: "10.0.0.0/15" }),
    "InvalidVpc.Range: The CIDR '10.0.0.0/15' is invalid.",
  ],
  [
    "a VPC is at least a /28",
    ({ makeVpc }) => makeVpc({ cidrBlock: "10.0.0.0/29" }),
    "InvalidVpc.Range: The CIDR '10.0.0.0/29' is invalid.",
  ],
  [
    "a range of a VPC may not overlap another",
    ({ make }, id) => make(tokens.VPC_CIDR, { vpcId: id(tokens.VPC), cidrBlock: "100.64.128.0/17" }),
    "InvalidVpc.Range: The CIDR '100.64.128.0/17' conflicts with a CIDR block that is already associated with the VPC.",
  ],
  [
    "a VPC in 10.0.0.0/8 takes nothing from 192.168.0.0/16",
    ({ make }, id) => make(tokens.VPC_CIDR, { vpcId: id(tokens.VPC), cidrBlock: "192.168.0.0/16" }),
    "InvalidVpc.Range: The CIDR '192.168.0.0/16' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
  ],
  [
    "a range needs a VPC that exists",
    ({ make }) => make(tokens.VPC_CIDR, { vpcId: "vpc-0no", cidrBlock: "100.65.0.0/16" }),
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0no' does not exist",
  ],
  [
    "a range with subnets stays",
    async ({ engine, makeSubnet }, _id, specimens) => {
      await makeSubnet(specimens.get(tokens.VPC)!.state, "100.64.0.0/24");
      return engine.delete(specimens.get(tokens.VPC_CIDR)!.state);
    },
    "InvalidCidrBlock.InUse: The vpc CIDR block with association ID vpc-cidr-assoc-0… has subnets in it and cannot be disassociated.",
  ],
  [
    "an IPv6 range with subnets stays",
    async ({ engine, makeSubnet, makeVpc }) => {
      const vpc = await makeVpc({ assignGeneratedIpv6CidrBlock: true });
      const ipv6CidrBlock = (vpc.outputs["ipv6CidrBlock"] as string).replace("/56", "/64");
      await makeSubnet(vpc, "10.0.0.0/24", { ipv6CidrBlock });
      return engine.update(vpc, { cidrBlock: "10.0.0.0/16" });
    },
    "InvalidCidrBlock.InUse: The vpc vpc-0… currently has a subnet within CIDR block 2001:db8:0:100::/56",
  ],
  [
    "a subnet that gives out IPv6 addresses keeps its IPv6 range",
    async ({ engine, makeSubnet, makeVpc }) => {
      const vpc = await makeVpc({ assignGeneratedIpv6CidrBlock: true });
      const ipv6CidrBlock = (vpc.outputs["ipv6CidrBlock"] as string).replace("/56", "/64");
      const gives = { assignIpv6AddressOnCreation: true };
      const subnet = await makeSubnet(vpc, "10.0.0.0/24", { ipv6CidrBlock, ...gives });
      const { ipv6CidrBlock: range, ...others } = subnet.inputs;
      expect(range).toBe(ipv6CidrBlock);
      return engine.update(subnet, others);
    },
    "InvalidCidrBlock.InUse: The subnet IPv6 CIDR block with association ID subnet-cidr-assoc-0… may not be disassociated, because its subnet has assign-ipv6-address-on-creation set to true.",
  ],
  [
    "a VPC with a subnet stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.VPC)!.state),
    "DependencyViolation: The vpc 'vpc-0…' has dependencies and cannot be deleted.",
  ],
  [
    "a subnet lies inside its VPC",
    ({ makeSubnet }, _id, specimens) => makeSubnet(specimens.get(tokens.VPC)!.state, "10.1.0.0/24"),
    "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.",
  ],
  [
    "a subnet is at least a /28",
    ({ makeSubnet }, _id, specimens) => makeSubnet(specimens.get(tokens.VPC)!.state, "10.0.9.0/29"),
    "InvalidSubnet.Range: The CIDR '10.0.9.0/29' is invalid.",
  ],
  [
    "subnets of a VPC do not overlap",
    ({ makeSubnet }, _id, specimens) => makeSubnet(specimens.get(tokens.VPC)!.state, "10.0.0.128/25"),
    "InvalidSubnet.Conflict: The CIDR '10.0.0.128/25' conflicts with another subnet",
  ],
  [
    "a subnet needs a VPC that exists",
    ({ make }) => make(tokens.SUBNET, { vpcId: "vpc-0no", cidrBlock: "10.0.1.0/24" }),
    "InvalidVpcID.NotFound: The vpc ID 'vpc-0no' does not exist",
  ],
  [
    "a subnet lies in a zone of its region",
    ({ makeSubnet }, _id, specimens) =>
      makeSubnet(specimens.get(tokens.VPC)!.state, "10.0.1.0/24", { availabilityZone: "us-east-1a" }),
    "InvalidParameterValue: Value (us-east-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: eu-central-1a, eu-central-1b, eu-central-1c, eu-central-1d, eu-central-1e, eu-central-1f.",
  ],
  [
    "a subnet without IPv6 gives no IPv6 addresses",
    ({ makeSubnet }, _id, specimens) =>
      makeSubnet(specimens.get(tokens.VPC)!.state, "10.0.1.0/24", { assignIpv6AddressOnCreation: true }),
    "InvalidParameterValue: Subnet does not have an IPv6 CIDR block associated with it.",
  ],
  [
    "a subnet with a NAT gateway stays",
    ({ engine }, _id, specimens) => engine.delete(specimens.get(tokens.SUBNET)!.state),
    "DependencyViolation: The subnet 'subnet-0…' has dependencies and cannot be deleted.",
  ],
];
