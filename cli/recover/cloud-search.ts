import { RESOURCE_TAG, STACK_TAG } from "../../fleet/tags.ts";
import type { AwsClient } from "./aws-client.ts";
import { HOME_REGION, idOfArn, isListedAtHome } from "./import-ids.ts";
import { INSIDE_LOOKUPS } from "./inside-lookups.ts";
import { isOwn } from "./own-tags.ts";

type Tags = Readonly<Record<string, string>>;

/** Something in the cloud that carries the tags of the stack. */
export interface TaggedResource {
  readonly arn: string;
  readonly tags: Tags;
}

interface AwsTag {
  readonly Key: string;
  readonly Value: string;
}

const asTags = (list: readonly AwsTag[]): Tags =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

/** Everything in an account and region that carries a tag. AWS goes on listing for some time what was just deleted. */
export async function taggedWith(
  client: AwsClient,
  key: string,
  value: string,
  region = client.region,
): Promise<readonly TaggedResource[]> {
  const filter = `Key=${key},Values=${value}`;
  const call = ["resourcegroupstaggingapi", "get-resources", "--tag-filters", filter];
  const answer = await client.ask<{
    readonly ResourceTagMappingList: readonly {
      readonly ResourceARN: string;
      readonly Tags: readonly AwsTag[];
    }[];
  }>(call, [], region);
  return (answer?.ResourceTagMappingList ?? []).map(({ ResourceARN, Tags }) => ({
    arn: ResourceARN,
    tags: asTags(Tags),
  }));
}

/** Looks for what belongs to a stack, in the account and region of one of its providers. */
export class CloudSearch {
  readonly #client: AwsClient;
  readonly #stack: string;
  #tagged: Promise<readonly TaggedResource[]> | undefined;

  constructor(client: AwsClient, stack: string) {
    this.#client = client;
    this.#stack = stack;
  }

  /** Everything that carries the stack's tags. AWS goes on listing for some time what was just deleted. */
  tagged(): Promise<readonly TaggedResource[]> {
    this.#tagged ??= this.#listTagged();
    return this.#tagged;
  }

  /** Ids of what says that it is this resource of the stack, and is of this type. */
  async idsByTags(type: string, logicalName: string): Promise<readonly string[]> {
    if (type === "aws:iam/role:Role") return [];
    const named = (await this.tagged()).filter(({ tags }) => tags[RESOURCE_TAG] === logicalName);
    return named.map(({ arn }) => idOfArn(type, arn)).filter((id) => id !== undefined);
  }

  /** Whether a role of this name exists and says that it is this resource. The lookup by tags has no roles. */
  async isOwnRole(roleName: string, logicalName: string): Promise<boolean> {
    const call = ["iam", "list-role-tags", "--role-name", roleName];
    const answer = await this.#client.ask<{ readonly Tags: readonly AwsTag[] }>(call, "NoSuchEntity");
    const tags = asTags(answer?.Tags ?? []);
    return this.#isOwn(tags) && tags[RESOURCE_TAG] === logicalName;
  }

  /** The same of an instance profile, which the lookup by tags finds in one region alone. */
  async isOwnInstanceProfile(name: string, logicalName: string): Promise<boolean> {
    const call = ["iam", "list-instance-profile-tags", "--instance-profile-name", name];
    const answer = await this.#client.ask<{ readonly Tags: readonly AwsTag[] }>(call, "NoSuchEntity");
    const tags = asTags(answer?.Tags ?? []);
    return this.#isOwn(tags) && tags[RESOURCE_TAG] === logicalName;
  }

  /** The same of an autoscaling group, whose tags are a list of its own. */
  async isOwnAutoscalingGroup(name: string, logicalName: string): Promise<boolean> {
    const call = ["autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", name];
    const answer = await this.#client.ask<{
      readonly AutoScalingGroups: readonly { readonly Tags?: readonly AwsTag[] }[];
    }>(call);
    const tags = asTags(answer?.AutoScalingGroups[0]?.Tags ?? []);
    return this.#isOwn(tags) && tags[RESOURCE_TAG] === logicalName;
  }

  /** Id of a budget of this name, if it says that it is this resource. The lookup by tags has no budgets. */
  async ownBudget(
    { name, accountId }: { readonly name: string; readonly accountId: string },
    logicalName: string,
  ): Promise<string | undefined> {
    const caller = await this.#client.ask<{ readonly Account: string }>(["sts", "get-caller-identity"]);
    const account = accountId === "" ? (caller?.Account ?? "") : accountId;
    const arn = `arn:aws:budgets::${account}:budget/${name}`;
    const call = ["budgets", "list-tags-for-resource", "--resource-arn", arn];
    const answer = await this.#client.ask<{ readonly ResourceTags?: readonly AwsTag[] }>(
      call,
      "NotFoundException",
    );
    const tags = asTags(answer?.ResourceTags ?? []);
    return this.#isOwn(tags) && tags[RESOURCE_TAG] === logicalName ? `${account}:${name}` : undefined;
  }

  /** Whether an inline policy of a role exists. */
  async hasRolePolicy(roleName: string, policyName: string): Promise<boolean> {
    const call = ["iam", "get-role-policy", "--role-name", roleName, "--policy-name", policyName];
    return (await this.#client.ask(call, "NoSuchEntity")) !== undefined;
  }

  /** Import id of something without tags, found inside what it belongs to. */
  async idInside(type: string, text: (name: string) => string): Promise<string | undefined> {
    return INSIDE_LOOKUPS[type]?.(this.#client, text);
  }

  /** Destinations of a route table, and the subnets that use it. */
  async routeTable(
    id: string,
  ): Promise<{ readonly destinations: readonly string[]; readonly subnets: readonly string[] }> {
    const call = ["ec2", "describe-route-tables", "--route-table-ids", id];
    const answer = await this.#client.ask<{
      readonly RouteTables: readonly {
        readonly Routes: readonly Readonly<Record<string, string>>[];
        readonly Associations: readonly { readonly SubnetId?: string }[];
      }[];
    }>(call, "InvalidRouteTableID.NotFound");
    const tables = answer?.RouteTables ?? [];
    return {
      destinations: tables.flatMap(({ Routes }) =>
        Routes.flatMap((route) => [
          route["DestinationCidrBlock"] ??
            route["DestinationIpv6CidrBlock"] ??
            route["DestinationPrefixListId"] ??
            "",
        ]),
      ),
      subnets: tables.flatMap(({ Associations }) => Associations.flatMap(({ SubnetId }) => SubnetId ?? [])),
    };
  }

  /** Id of a secondary range of a VPC. A range that was given back stays listed for a while. */
  async rangeAssociation(vpcId: string, cidr: string): Promise<string | undefined> {
    const call = ["ec2", "describe-vpcs", "--vpc-ids", vpcId];
    const answer = await this.#client.ask<{
      readonly Vpcs: readonly {
        readonly CidrBlockAssociationSet: readonly {
          readonly AssociationId: string;
          readonly CidrBlock: string;
          readonly CidrBlockState: { readonly State: string };
        }[];
      }[];
    }>(call, "InvalidVpcID.NotFound");
    const ranges = answer?.Vpcs.flatMap(({ CidrBlockAssociationSet }) => CidrBlockAssociationSet) ?? [];
    const lives = ["associating", "associated"];
    return ranges.find(
      ({ CidrBlock, CidrBlockState }) => CidrBlock === cidr && lives.includes(CidrBlockState.State),
    )?.AssociationId;
  }

  #isOwn(tags: Tags): boolean {
    return isOwn(this.#client, this.#stack, tags);
  }

  async #listTagged(): Promise<readonly TaggedResource[]> {
    const here = await taggedWith(this.#client, STACK_TAG, this.#stack);
    return [...here, ...(await this.#taggedAtHome())].filter(({ tags }) => this.#isOwn(tags));
  }

  /** What has no region is listed in one alone. */
  async #taggedAtHome(): Promise<readonly TaggedResource[]> {
    if (this.#client.region === HOME_REGION) return [];
    const found = await taggedWith(this.#client, STACK_TAG, this.#stack, HOME_REGION);
    return found.filter(({ arn }) => isListedAtHome(arn));
  }
}
