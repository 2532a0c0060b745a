import { breach, type StackFinding, unknown } from "../../finding.ts";
import { contains, overlap } from "../../ranges.ts";
import type { Resource } from "../../resource.ts";
import type { StackRule } from "../../rule.ts";
import { Value } from "../../value.ts";
import { wiringOf } from "../../wiring.ts";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const MORE_RANGES = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const EXPECTED = "a range inside its network that no other subnet has";

/** A subnet of a network that is made here; one that has ranges of IPv6 alone is not asked. */
interface Placed {
  readonly subnet: Resource;
  readonly range: Value;
}

const rangeOf = ({ inputs }: Resource): Value => new Value("cidrBlock", inputs["cidrBlock"]);

function findings(resources: readonly Resource[]): readonly StackFinding[] {
  const wiring = wiringOf(resources);
  const lost = wiring.ofType(SUBNET).filter((subnet) => wiring.isOpen(subnet, "vpcId"));
  const inside = wiring.ofType(VPC).flatMap((vpc) => {
    const subnets = wiring.users(vpc, SUBNET, "vpcId").map((subnet) => ({ subnet, range: rangeOf(subnet) }));
    const more = wiring.users(vpc, MORE_RANGES, "vpcId");
    return placedFindings(subnets, [rangeOf(vpc), ...more.map(rangeOf)]);
  });
  return [...lost.map((resource) => ({ resource, ...unknown({ path: "vpcId" }, EXPECTED) })), ...inside];
}

function placedFindings(subnets: readonly Placed[], ranges: readonly Value[]): readonly StackFinding[] {
  const asked = subnets.filter(({ range }) => !range.isAbsent);
  return asked.flatMap(({ subnet: resource, range }, index): readonly StackFinding[] => {
    const { text } = range;
    if (text === undefined) return [{ resource, ...breach(range, EXPECTED) }];
    const before = asked.slice(0, index);
    const taken = before.find((other) => overlap(text, other.range.text ?? ""));
    if (taken !== undefined)
      return [{ resource, ...breach(range, `${EXPECTED}, as ${taken.subnet.name} has`) }];
    if (ranges.some((one) => contains(one.text ?? "", text))) return [];
    const open = ranges.find((one) => one.isUnknown);
    return [{ resource, ...(open === undefined ? breach(range, EXPECTED) : unknown(range, EXPECTED)) }];
  });
}

export const requireDisjointSubnets: StackRule = {
  id: "require-disjoint-subnets",
  level: "mandatory",
  group: "network",
  scope: "stack",
  what: "Subnets lie inside their network and share no address",
  why: "AWS refuses the second of two that overlap, half way through an update",
  remedy: "take the ranges from the lock: npx atoll addresses",
  answers: ["fault: two subnets want the same addresses"],
  see: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
  check: findings,
};
