import type { PlannedResource } from "../../plan/plan.ts";
import { RESOURCE_TAG, STACK_TAG } from "../../fleet/tags.ts";
import { must, type Tools } from "./tools.ts";

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

/** How a planned provider reaches its account: a setting that is no text arrives as JSON. */
function settingsOf(provider: PlannedResource): { readonly region: string; readonly roleArn?: string } {
  const { region, assumeRoles } = provider.inputs;
  const roles = (typeof assumeRoles === "string" ? JSON.parse(assumeRoles) : assumeRoles) as
    readonly { readonly roleArn?: string }[] | undefined;
  const roleArn = roles?.at(-1)?.roleArn;
  return { region: typeof region === "string" ? region : "", ...(roleArn === undefined ? {} : { roleArn }) };
}

/** Questions to AWS in the account and region of one provider of the program. */
export class CloudSearch {
  readonly #tools: Tools;
  readonly #stack: string;
  readonly #region: string;
  readonly #env: Readonly<Record<string, string>>;
  #tagged: readonly TaggedResource[] | undefined;

  private constructor(tools: Tools, stack: string, region: string, env: Readonly<Record<string, string>>) {
    this.#tools = tools;
    this.#stack = stack;
    this.#region = region;
    this.#env = env;
  }

  /** Takes the role that the program's provider takes. */
  static async open(tools: Tools, stack: string, provider: PlannedResource): Promise<CloudSearch> {
    const { region, roleArn } = settingsOf(provider);
    if (roleArn === undefined) return new CloudSearch(tools, stack, region, {});
    const call = [
      "sts",
      "assume-role",
      "--role-arn",
      roleArn,
      "--role-session-name",
      `atoll-recover-${stack}`,
    ];
    const answer = JSON.parse(
      await must(tools.aws([...call, "--output", "json"]), "aws sts assume-role"),
    ) as {
      readonly Credentials: Readonly<Record<string, string>>;
    };
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials;
    const env = {
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    };
    return new CloudSearch(tools, stack, region, env);
  }

  /** Everything that carries the stack's tag. AWS goes on listing for some time what was just deleted. */
  async tagged(): Promise<readonly TaggedResource[]> {
    if (this.#tagged !== undefined) return this.#tagged;
    const filter = `Key=${STACK_TAG},Values=${this.#stack}`;
    const answer = (await this.#ask([
      "resourcegroupstaggingapi",
      "get-resources",
      "--tag-filters",
      filter,
    ])) as {
      readonly ResourceTagMappingList: readonly {
        readonly ResourceARN: string;
        readonly Tags: readonly AwsTag[];
      }[];
    };
    this.#tagged = answer.ResourceTagMappingList.map(({ ResourceARN, Tags }) => ({
      arn: ResourceARN,
      tags: asTags(Tags),
    }));
    return this.#tagged;
  }

  /** Whether a role of this name exists and says that it is this resource of the stack. The lookup by tags has no roles. */
  async isOwnRole(roleName: string, logicalName: string): Promise<boolean> {
    const call = ["iam", "list-role-tags", "--role-name", roleName, "--output", "json"];
    const { exitCode, stdout } = await this.#tools.aws(call, this.#env);
    if (exitCode !== 0) return false;
    const tags = asTags((JSON.parse(stdout) as { readonly Tags: readonly AwsTag[] }).Tags);
    return tags[STACK_TAG] === this.#stack && tags[RESOURCE_TAG] === logicalName;
  }

  /** Id of a secondary range of a VPC. */
  async rangeAssociation(vpcId: string, cidr: string): Promise<string | undefined> {
    const answer = (await this.#ask(["ec2", "describe-vpcs", "--vpc-ids", vpcId])) as {
      readonly Vpcs: readonly {
        readonly CidrBlockAssociationSet: readonly {
          readonly AssociationId: string;
          readonly CidrBlock: string;
        }[];
      }[];
    };
    const ranges = answer.Vpcs.flatMap(({ CidrBlockAssociationSet }) => CidrBlockAssociationSet);
    return ranges.find(({ CidrBlock }) => CidrBlock === cidr)?.AssociationId;
  }

  async #ask(call: readonly string[]): Promise<unknown> {
    const words = [...call, "--region", this.#region, "--output", "json"];
    return JSON.parse(await must(this.#tools.aws(words, this.#env), `aws ${call.slice(0, 2).join(" ")}`));
  }
}
