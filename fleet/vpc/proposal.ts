import { type Block, blockSize, byAddress, contains, overlaps, parseCidr } from "../addresses/cidr.ts";
import { type Fault, InputError } from "../check.ts";
import type { HeldRange } from "../addresses/held-ranges.ts";
import type { Described, DescribedSubnet, DescribedVpc } from "./described.ts";
import { subnetRole, zoneLetterOf } from "./subnet-roles.ts";

/** A subnet with the key under which an entry names it. */
export interface ProposedSubnet {
  readonly key: string;
  readonly id: string;
  readonly cidr: string;
  /** How one can tell what it is for. */
  readonly why: string;
  /** Free addresses, where AWS said so. */
  readonly free?: number;
}

/** A subnet that the entry does not name. */
export interface UnusedSubnet {
  readonly id: string;
  readonly cidr: string;
  readonly zone: string;
  readonly why: string;
}

/** The network of an entry, as a VPC that is there makes it. */
export interface Proposal {
  readonly vpcId: string;
  readonly cidr: string;
  readonly podRange?: string;
  /** Who holds addresses of it already, so that it may never be connected. */
  readonly heldBy?: string;
  readonly subnets: readonly ProposedSubnet[];
  readonly unused: readonly UnusedSubnet[];
}

const ANSWERS = "answers of AWS";
const CLASSES = ["node", "pod", "public", "control-plane"];

/**
 * What an entry with `network.mode: existing` says of a VPC: of each class and zone the largest subnet, for an entry
 * names one of each.
 *
 * @param held Ranges that others hold.
 * @throws InputError when there is no such VPC, or no cluster could stand in it.
 */
export function vpcProposal(all: Described, held: readonly HeldRange[], vpcId: string | undefined): Proposal {
  const vpc = chosenVpc(all, vpcId);
  const further = furtherRanges(vpc);
  const own = all.subnets.filter((subnet) => subnet.VpcId === vpc.VpcId);
  const { chosen, unused } = choose(all, own, further);
  const podRange = further.find((range) =>
    chosen.some(({ key, cidr }) => key.startsWith("pod-") && contains(parseCidr(range), parseCidr(cidr))),
  );
  const fits = ({ key, cidr }: ProposedSubnet): boolean => {
    const home = key.startsWith("pod-") ? (podRange ?? vpc.CidrBlock) : vpc.CidrBlock;
    return contains(parseCidr(home), parseCidr(cidr));
  };
  const outside = chosen
    .filter((one) => !fits(one))
    .map((one) => unusedOf(one, own, "in another range of the VPC"));
  const subnets = chosen.filter(fits);
  const faults = proposalFaults(all, vpc, subnets);
  if (faults.length > 0) throw new InputError(faults);
  const ranges = [vpc.CidrBlock, ...(podRange === undefined ? [] : [podRange])].map(parseCidr);
  const holder = held.find(({ block }) => ranges.some((range) => overlaps(range, block)))?.holder;
  return {
    vpcId: vpc.VpcId,
    cidr: vpc.CidrBlock,
    ...(podRange === undefined ? {} : { podRange }),
    ...(holder === undefined ? {} : { heldBy: holder }),
    subnets,
    unused: [...unused, ...outside].sort((a, b) => (a.cidr < b.cidr ? -1 : 1)),
  };
}

function chosenVpc({ vpcs }: Described, wanted: string | undefined): DescribedVpc {
  const ids = vpcs.map(({ VpcId }) => VpcId);
  const found =
    wanted === undefined && vpcs.length === 1 ? vpcs[0] : vpcs.find((one) => one.VpcId === wanted);
  if (found !== undefined) return found;
  const got = ids.join(", ") || "none";
  const expected = wanted === undefined ? "one VPC" : `the VPC ${wanted}`;
  const hint = ids.length === 0 ? "save aws ec2 describe-vpcs too" : "name one with --vpc";
  throw new InputError([{ file: ANSWERS, path: "Vpcs", expected, got, hint }]);
}

/** Ranges beside the first one; one that was given back stays listed for a while. */
function furtherRanges({ CidrBlock, CidrBlockAssociationSet }: DescribedVpc): readonly string[] {
  return CidrBlockAssociationSet.filter(
    (one) => one.CidrBlock !== CidrBlock && one.CidrBlockState.State === "associated",
  ).map((one) => one.CidrBlock);
}

interface Choice {
  readonly chosen: readonly ProposedSubnet[];
  readonly unused: readonly UnusedSubnet[];
}

function choose(all: Described, own: readonly DescribedSubnet[], further: readonly string[]): Choice {
  const chosen = new Map<string, ProposedSubnet>();
  const unused: UnusedSubnet[] = [];
  for (const subnet of own.toSorted((a, b) => bySize(parseCidr(a.CidrBlock), parseCidr(b.CidrBlock)))) {
    const { SubnetId: id, CidrBlock: cidr, AvailabilityZone: zone, AvailableIpAddressCount: free } = subnet;
    const letter = zoneLetterOf(subnet);
    const role = subnetRole(subnet, all.routeTables, further);
    const key = `${role.class ?? ""}-${letter ?? ""}`;
    const first = chosen.get(key);
    const why =
      letter === undefined
        ? "not in an availability zone"
        : role.class === undefined
          ? role.why
          : first === undefined
            ? undefined
            : `${first.id} is ${key} already, and not smaller`;
    if (why === undefined)
      chosen.set(key, { key, id, cidr, why: role.why, ...(free === undefined ? {} : { free }) });
    else unused.push({ id, cidr, zone, why });
  }
  return { chosen: [...chosen.values()].sort(byKey), unused };
}

const bySize = (a: Block, b: Block): number => blockSize(b) - blockSize(a) || byAddress(a, b);

function byKey(a: ProposedSubnet, b: ProposedSubnet): number {
  const place = ({ key }: ProposedSubnet): number => CLASSES.findIndex((one) => key.startsWith(one));
  return place(a) - place(b) || (a.key < b.key ? -1 : 1);
}

function unusedOf({ id, cidr }: ProposedSubnet, own: readonly DescribedSubnet[], why: string): UnusedSubnet {
  const zone = own.find((one) => one.SubnetId === id)?.AvailabilityZone ?? "";
  return { id, cidr, zone, why };
}

/** Why no cluster could stand there, whatever an entry said. */
function proposalFaults(
  { withoutDns }: Described,
  { VpcId }: DescribedVpc,
  subnets: readonly ProposedSubnet[],
): readonly Fault[] {
  const fault = { file: ANSWERS, path: VpcId };
  const zones = subnets.filter(({ key }) => key.startsWith("node-")).map(({ key }) => key.slice(-1));
  const few = {
    ...fault,
    expected: "private subnets for nodes in at least 2 zones",
    got: zones.length === 0 ? "none" : `one in zone ${zones.join()}`,
    hint: "save aws ec2 describe-subnets and describe-route-tables too, or add subnets to the VPC",
  };
  const dns = {
    ...fault,
    expected: "a VPC that resolves names and gives them to hosts, as EKS needs it",
    got: "one that does not",
    hint: "turn on enableDnsSupport and enableDnsHostnames",
  };
  return [...(zones.length < 2 ? [few] : []), ...(withoutDns.has(VpcId) ? [dns] : [])];
}
