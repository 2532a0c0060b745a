import type { CloudSearch } from "./cloud-search.ts";
import { isFoundByTags } from "./import-ids.ts";
import type { Unfinished } from "./unfinished.ts";

/**
 * Ids under which an unfinished resource exists. What has tags is found by them. What has none is looked for only when
 * the engine had begun to make it, and inside what it belongs to: so nothing is taken that somebody else has made. A
 * state that was taken back does not know what was begun last, so there `begun` is said of whatever can be asked for.
 */
export async function idsInCloud(one: Unfinished, search: CloudSearch): Promise<readonly string[]> {
  if (isFoundByTags(one.type)) return search.idsByTags(one.type, one.name);
  const id = await ownId(one, search);
  return id === undefined ? [] : [id];
}

async function ownId(one: Unfinished, search: CloudSearch): Promise<string | undefined> {
  const text = (name: string): string => {
    const value = one.inputs[name];
    return typeof value === "string" ? value : "";
  };
  if (one.type === "aws:iam/role:Role") {
    const role = text("name");
    return role !== "" && (await search.isOwnRole(role, one.name)) ? role : undefined;
  }
  if (one.type === "aws:iam/instanceProfile:InstanceProfile") {
    const profile = text("name");
    return profile !== "" && (await search.isOwnInstanceProfile(profile, one.name)) ? profile : undefined;
  }
  if (!one.begun) return undefined;
  switch (one.type) {
    case "aws:iam/rolePolicy:RolePolicy": {
      const [role, policy] = [text("role"), text("name")];
      return (await search.hasRolePolicy(role, policy)) ? `${role}:${policy}` : undefined;
    }
    case "aws:ec2/route:Route": {
      const table = text("routeTableId");
      const destination = text("destinationCidrBlock") || text("destinationIpv6CidrBlock");
      const { destinations } = await search.routeTable(table);
      return destinations.includes(destination) ? `${table}_${destination}` : undefined;
    }
    case "aws:ec2/routeTableAssociation:RouteTableAssociation": {
      const [subnet, table] = [text("subnetId"), text("routeTableId")];
      const { subnets } = await search.routeTable(table);
      return subnets.includes(subnet) ? `${subnet}/${table}` : undefined;
    }
    case "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation":
      return search.rangeAssociation(text("vpcId"), text("cidrBlock"));
    default:
      return search.idInside(one.type, text);
  }
}
