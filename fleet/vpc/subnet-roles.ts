import { contains, parseCidr } from "../addresses/cidr.ts";
import type { SubnetClass } from "../schema/networks.ts";
import { INTERNAL_LOAD_BALANCER_TAG, POD_SUBNET_TAG, PUBLIC_LOAD_BALANCER_TAG } from "../vocabulary.ts";
import type { DescribedRouteTable, DescribedSubnet } from "./described.ts";

/** What a subnet may serve, and by what one can tell. */
export interface SubnetRole {
  /** Absent where it is good for nothing here. */
  readonly class?: SubnetClass;
  readonly why: string;
}

/** Largest netmask length of a subnet that is only good for interfaces of a control plane. */
const SMALL = 26;

/** A zone's name such as eu-central-1a; those of local zones and Wavelength have more to them. */
const ZONE = /^[a-z]{2}(?:-[a-z]+)+-\d([a-z])$/;

/** Letter of the zone; undefined where it is no availability zone of a region. */
export function zoneLetterOf({
  AvailabilityZone,
}: Pick<DescribedSubnet, "AvailabilityZone">): string | undefined {
  return ZONE.exec(AvailabilityZone)?.[1];
}

/**
 * What a subnet is for: what its tags say, else its place in a range of pods, else where its default route leads. The
 * table of a subnet is the one that names it, or the VPC's main one.
 */
export function subnetRole(
  subnet: DescribedSubnet,
  routeTables: readonly DescribedRouteTable[],
  podRanges: readonly string[],
): SubnetRole {
  const tagged = taggedRole(new Map(subnet.Tags.map(({ Key, Value }) => [Key, Value])));
  if (tagged !== undefined) return tagged;
  const block = parseCidr(subnet.CidrBlock);
  if (podRanges.some((range) => contains(parseCidr(range), block)))
    return { class: "pod", why: "in a further range of the VPC" };
  const way = defaultRoute(subnet, routeTables);
  if (way === undefined) return { why: "its route table is not among the answers" };
  if (way.startsWith("igw-")) return { class: "public", why: "its default route is an internet gateway" };
  if (way !== "") return { class: "node", why: `its default route is ${way}` };
  if (block.netmaskLength >= SMALL) return { class: "control-plane", why: "small, without a default route" };
  return { why: "it has no default route" };
}

function taggedRole(tags: ReadonlyMap<string, string>): SubnetRole | undefined {
  const is = (key: string): boolean => ["1", ""].includes(tags.get(key) ?? "none");
  const roles = [
    [PUBLIC_LOAD_BALANCER_TAG, "public"],
    // Nodes may share their subnet with pods; load balancers are not put where there are pods alone.
    [INTERNAL_LOAD_BALANCER_TAG, "node"],
    [POD_SUBNET_TAG, "pod"],
  ] as const;
  const found = roles.find(([key]) => is(key));
  return found === undefined ? undefined : { class: found[1], why: `tagged ${found[0]}` };
}

/** What the default route leads to; empty without one, undefined where the table is not known. */
function defaultRoute(
  { SubnetId, VpcId }: DescribedSubnet,
  routeTables: readonly DescribedRouteTable[],
): string | undefined {
  const ofVpc = routeTables.filter((table) => table.VpcId === VpcId);
  const own = ofVpc.find(({ Associations }) => Associations.some((one) => one.SubnetId === SubnetId));
  const table = own ?? ofVpc.find(({ Associations }) => Associations.some(({ Main }) => Main));
  if (table === undefined) return undefined;
  const route = table.Routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
  if (route === undefined) return "";
  const targets = Object.entries(route).filter(([key]) => /^(?!Destination).*Id$/.test(key));
  return targets.map(([, id]) => String(id))[0] ?? "something unknown";
}
