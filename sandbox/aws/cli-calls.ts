import { accountOfRole } from "./account.ts";
import { ACCOUNT_CALLS } from "./cli-account.ts";
import { BUCKET_CALLS } from "./cli-buckets.ts";
import { TRANSIT_CALLS } from "./cli-transit.ts";
import { ZONE_CALLS } from "./cli-zones.ts";
import { CliError, type Command, type Invocation, regionOf, serviceError, USAGE_ERROR } from "./cli-call.ts";
import { EKS_CALLS } from "./cli-eks.ts";
import { INSIDE_CALLS } from "./cli-inside.ts";
import { MACHINE_CALLS } from "./cli-machines.ts";
import { NETWORK_CALLS } from "./cli-networks.ts";
import { VPC_CALLS } from "./cli-vpc.ts";
import type { Thing } from "./cloud.ts";
import { arn } from "./ids.ts";
import * as tokens from "./tokens.ts";

const CREDENTIAL_MINUTES = 60;

/** Access keys of assumed roles name their account, as AWS's own do. */
export const ACCESS_KEY_PREFIX = "ASIASIMULATED";

/** Calls with the options each takes. */
export const CALLS: Readonly<Record<string, Command>> = {
  ...EKS_CALLS,
  ...INSIDE_CALLS,
  ...ACCOUNT_CALLS,
  ...BUCKET_CALLS,
  ...TRANSIT_CALLS,
  ...ZONE_CALLS,
  ...VPC_CALLS,
  ...NETWORK_CALLS,
  ...MACHINE_CALLS,
  "iam get-role-policy": { options: ["role-name", "policy-name"], run: rolePolicy },
  "iam list-role-tags": { options: ["role-name"], run: roleTags },
  "resourcegroupstaggingapi get-resources": { options: ["tag-filters"], run: taggedResources },
  "sts assume-role": { options: ["role-arn", "role-session-name"], run: assumeRole },
  "sts get-caller-identity": { options: [], run: callerIdentity },
};

function callerIdentity({ account }: Invocation): unknown {
  return {
    UserId: "AIDASIMULATED",
    Account: account,
    Arn: `arn:aws:sts::${account}:assumed-role/simulated/atoll`,
  };
}

function assumeRole({ options }: Invocation): unknown {
  const [roleArn = ""] = options["role-arn"] ?? [];
  const [session = ""] = options["role-session-name"] ?? [];
  const account = accountOfRole(roleArn);
  if (account === undefined) throw serviceError("ValidationError", "AssumeRole", `${roleArn} is invalid`);
  const role = roleArn.slice(roleArn.indexOf("role/") + "role/".length);
  return {
    Credentials: {
      AccessKeyId: `${ACCESS_KEY_PREFIX}${account}`,
      SecretAccessKey: "simulated",
      SessionToken: "simulated",
      Expiration: new Date(Date.now() + CREDENTIAL_MINUTES * 60_000).toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROASIMULATED:${session}`,
      Arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
    },
  };
}

/** `Key=a,Values=b,c`: the tag must have one of the values; without values it must exist. */
function tagFilter(text: string): (thing: Thing) => boolean {
  const [, key, values] = /^Key=([^,]+)(?:,Values=(.*))?$/.exec(text) ?? [];
  if (key === undefined) {
    throw new CliError(
      USAGE_ERROR,
      `Error parsing parameter '--tag-filters': Expected: 'Key=', received: '${text}'`,
    );
  }
  const allowed = values?.split(",");
  return ({ tags }) => {
    const value = tags[key];
    return value !== undefined && (allowed === undefined || allowed.includes(value));
  };
}

/** IAM is global: its policies are found in the first region. Its roles are not found at all, as in AWS. */
const IAM_HOME = "us-east-1";
const NOT_LISTED = [tokens.ROLE];

function taggedResources({ cloud, account, options }: Invocation): unknown {
  const region = regionOf(options);
  const filters = (options["tag-filters"] ?? []).map(tagFilter);
  const global = region === IAM_HOME ? cloud.list({ account, region: "" }) : [];
  const found = [...cloud.list({ account, region }), ...global].filter(
    (thing) =>
      Object.keys(thing.tags).length > 0 &&
      !NOT_LISTED.includes(thing.type) &&
      filters.every((matches) => matches(thing)),
  );
  return {
    ResourceTagMappingList: found.map((thing) => ({
      ResourceARN: arnOf(thing),
      Tags: awsTags(thing),
    })),
  };
}

/** Every taggable thing has an ARN; the provider does not show those of these types. */
const HIDDEN_ARNS: Readonly<Record<string, string>> = {
  [tokens.NAT_GATEWAY]: "natgateway",
  [tokens.EGRESS_ONLY_GATEWAY]: "egress-only-internet-gateway",
  [tokens.TGW_VPC_ACCEPTER]: "transit-gateway-attachment",
  [tokens.TGW_PEERING_ACCEPTER]: "transit-gateway-attachment",
  [tokens.VPC_PEERING]: "vpc-peering-connection",
  [tokens.VPC_PEERING_ACCEPTER]: "vpc-peering-connection",
};

function arnOf({ type, account, region, id, state }: Thing): string {
  const shown = state["arn"] ?? state["accessEntryArn"] ?? state["associationArn"];
  if (typeof shown === "string") return shown;
  const resource = HIDDEN_ARNS[type];
  if (resource === undefined) throw new Error(`${type} has tags, but no ARN`);
  return arn("ec2", { account, region }, `${resource}/${id}`);
}

const awsTags = ({ tags }: Thing) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function roleTags({ cloud, account, options }: Invocation): unknown {
  const [name = ""] = options["role-name"] ?? [];
  const role = cloud.find({ type: tokens.ROLE, account, region: "", id: name });
  if (role !== undefined) return { Tags: awsTags(role) };
  throw serviceError("NoSuchEntity", "ListRoleTags", `The role with name ${name} cannot be found.`);
}

function rolePolicy({ cloud, account, options }: Invocation): unknown {
  const [[role = ""], [name = ""]] = [options["role-name"] ?? [], options["policy-name"] ?? []];
  const found = cloud.find({ type: tokens.ROLE_POLICY, account, region: "", state: { role, name } });
  if (found !== undefined) return { RoleName: role, PolicyName: name, PolicyDocument: found.state["policy"] };
  const message = `The role policy with name ${name} cannot be found.`;
  throw serviceError("NoSuchEntity", "GetRolePolicy", message);
}
