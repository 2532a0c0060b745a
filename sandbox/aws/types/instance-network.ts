import { addressAt, block, contains } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { neighbours, text, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { findSecurityGroup } from "./security-groups.ts";
import { findSubnet } from "./subnet.ts";

/** The first addresses of a subnet are AWS's own. */
const FIRST_ADDRESS = 4;

export function checkGroups(call: Call, groups: readonly string[], subnet: Thing): void {
  for (const group of groups.map((id) => findSecurityGroup(call, id))) {
    if (text(group, "vpcId") === text(subnet, "vpcId")) continue;
    throw new AwsError(
      "InvalidParameter",
      `Security group ${group.id} and subnet ${subnet.id} belong to different networks.`,
    );
  }
}

export function subnetOf(call: Call): Thing {
  const id = call.inputs.optionalText("subnetId");
  if (id !== undefined) return findSubnet(call, id);
  throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
}

function isTaken(call: Call, subnet: Thing, privateIp: string): boolean {
  const inSubnet = { subnetId: subnet.id, privateIp };
  return neighbours(call, tokens.NETWORK_INTERFACE, inSubnet).length > 0;
}

/** The address that was asked for, or the first one that nobody has. */
export function addressIn(call: Call, subnet: Thing): string {
  const range = block(text(subnet, "cidrBlock"));
  const asked = call.inputs.optionalText("privateIp");
  if (asked !== undefined) {
    if (!contains(range, block(`${asked}/32`))) {
      throw new AwsError("InvalidParameterValue", "Address does not fall within the subnet's address range");
    }
    if (isTaken(call, subnet, asked)) {
      throw new AwsError("InvalidIPAddress.InUse", `Address ${asked} is in use.`);
    }
    return asked;
  }
  const last = 2 ** (range.bits - range.prefix) - 2;
  for (let place = FIRST_ADDRESS; place <= last; place += 1) {
    const address = addressAt(range, place);
    if (!isTaken(call, subnet, address)) return address;
  }
  throw new AwsError(
    "InsufficientFreeAddressesInSubnet",
    `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of instances.`,
  );
}

/** Groups that guard a machine: those that were given, or the default one of its VPC. */
export function groupsIn(call: Call, given: readonly string[], subnet: Thing): readonly string[] {
  const own = { vpcId: text(subnet, "vpcId"), isDefault: true };
  const groups = given.length > 0 ? given : neighbours(call, tokens.SECURITY_GROUP, own).map(({ id }) => id);
  checkGroups(call, groups, subnet);
  return groups;
}
