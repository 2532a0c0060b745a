import { SECRET, UNKNOWN } from "../../plan/plan.ts";
import type { CloudSearch } from "./cloud-search.ts";
import { isFoundByTags } from "./import-ids.ts";
import { INSIDE_LOOKUPS } from "./inside-lookups.ts";
import { isMadeAnew } from "./made-anew.ts";
import type { Unfinished } from "./unfinished.ts";

type Text = (name: string) => string;

/** How the ids of a resource are looked for. */
type Search = (search: CloudSearch, text: Text, logicalName: string) => Promise<string | undefined>;

/** What AWS does not list by tags, and finds by its name: its own tags then say whose it is. */
const NAMED: Readonly<Record<string, Search>> = {
  "aws:autoscaling/group:Group": async (search, text, logicalName) => {
    const name = text("name");
    return name !== "" && (await search.isOwnAutoscalingGroup(name, logicalName)) ? name : undefined;
  },
  "aws:budgets/budget:Budget": async (search, text, logicalName) => {
    const name = text("name");
    return name === "" ? undefined : search.ownBudget({ name, accountId: text("accountId") }, logicalName);
  },
  "aws:iam/role:Role": async (search, text, logicalName) => {
    const role = text("name");
    return role !== "" && (await search.isOwnRole(role, logicalName)) ? role : undefined;
  },
  "aws:iam/instanceProfile:InstanceProfile": async (search, text, logicalName) => {
    const profile = text("name");
    return profile !== "" && (await search.isOwnInstanceProfile(profile, logicalName)) ? profile : undefined;
  },
};

/** What has no tags, found in what it belongs to; the rest is in INSIDE_LOOKUPS. */
const BETWEEN: Readonly<Record<string, Search>> = {
  "aws:iam/rolePolicy:RolePolicy": async (search, text) => {
    const [role, policy] = [text("role"), text("name")];
    return (await search.hasRolePolicy(role, policy)) ? `${role}:${policy}` : undefined;
  },
  "aws:ec2/route:Route": async (search, text) => {
    const table = text("routeTableId");
    const destination =
      text("destinationCidrBlock") || text("destinationIpv6CidrBlock") || text("destinationPrefixListId");
    const { destinations } = await search.routeTable(table);
    return destinations.includes(destination) ? `${table}_${destination}` : undefined;
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": async (search, text) => {
    const [subnet, table] = [text("subnetId"), text("routeTableId")];
    const { subnets } = await search.routeTable(table);
    return subnets.includes(subnet) ? `${subnet}/${table}` : undefined;
  },
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": (search, text) =>
    search.rangeAssociation(text("vpcId"), text("cidrBlock")),
};

/** Whether a resource of this type can be found again, or need not be. */
export function hasLookup(type: string): boolean {
  return (
    isMadeAnew(type) ||
    isFoundByTags(type) ||
    [NAMED, BETWEEN, INSIDE_LOOKUPS].some((table) => Object.hasOwn(table, type))
  );
}

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

async function ownId(
  { type, name, inputs, begun }: Unfinished,
  search: CloudSearch,
): Promise<string | undefined> {
  const text: Text = (input) => {
    const value = valueAt(inputs, input.split("."));
    if (value === UNKNOWN || value === SECRET) throw new NotKnown();
    return typeof value === "string" ? value : "";
  };
  const named = NAMED[type];
  if (named === undefined && !begun) return undefined;
  const look: Search = named ?? BETWEEN[type] ?? ((cloud, read) => cloud.idInside(type, read));
  try {
    return await look(search, text, name);
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

/** Something that a search would have to ask with is not known: what it belongs to is not there either. */
class NotKnown extends Error {}

/** An input, or a field of one: `tag.key`. */
function valueAt(inputs: Unfinished["inputs"], path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    inputs,
  );
}
