/**
 * The `aws` command of the sandbox: the few calls of AWS's command line that atoll makes, answered from the simulated
 * cloud. Anything else is refused. `ATOLL_SANDBOX_CLOUD` names the file that holds the cloud.
 */
import { parseArgs } from "node:util";
import { callerAccount, accountOfRole } from "./account.ts";
import { openCloud, type Cloud, type Thing } from "./cloud.ts";
import { arn } from "./ids.ts";
import * as tokens from "./tokens.ts";

const USAGE_ERROR = 252;
const CLIENT_ERROR = 254;
const CREDENTIAL_MINUTES = 60;

/** Access keys of assumed roles name their account, as AWS's own do. */
const ACCESS_KEY_PREFIX = "ASIASIMULATED";

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Invocation {
  readonly cloud: Cloud;
  readonly account: string;
  readonly options: Readonly<Record<string, readonly string[]>>;
}

class CliError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "CliError";
    this.code = code;
  }
}

function serviceError(code: string, operation: string, message: string): CliError {
  return new CliError(
    CLIENT_ERROR,
    `An error occurred (${code}) when calling the ${operation} operation: ${message}`,
  );
}

/** Commands with the options each takes; the value says whether it takes several words. */
const COMMANDS: Readonly<
  Record<string, { readonly options: readonly string[]; readonly run: (invocation: Invocation) => unknown }>
> = {
  "sts get-caller-identity": { options: [], run: callerIdentity },
  "sts assume-role": { options: ["role-arn", "role-session-name"], run: assumeRole },
  "resourcegroupstaggingapi get-resources": { options: ["tag-filters"], run: taggedResources },
};

const GLOBAL_OPTIONS = ["region", "output"];

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
  const [region] = options["region"] ?? [];
  if (region === undefined) {
    throw new CliError(
      253,
      'You must specify a region. You can also configure your region by running "aws configure".',
    );
  }
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
      Tags: Object.entries(thing.tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** Every taggable thing has an ARN; the provider does not show those of these types. */
const HIDDEN_ARNS: Readonly<Record<string, string>> = {
  [tokens.NAT_GATEWAY]: "natgateway",
  [tokens.EGRESS_ONLY_GATEWAY]: "egress-only-internet-gateway",
};

function arnOf({ type, account, region, id, state }: Thing): string {
  const shown = state["arn"];
  if (typeof shown === "string") return shown;
  const resource = HIDDEN_ARNS[type];
  if (resource === undefined) throw new Error(`${type} has tags, but no ARN`);
  return arn("ec2", { account, region }, `${resource}/${id}`);
}

function parsed(words: readonly string[], allowed: readonly string[]): Record<string, readonly string[]> {
  const options = Object.fromEntries(
    allowed.map((name) => [name, { type: "string", multiple: true } as const]),
  );
  const { values, positionals } = parseArgs({
    args: spread(words),
    options,
    allowPositionals: true,
    strict: true,
  });
  if (positionals.length > 0) throw new CliError(USAGE_ERROR, `Unknown options: ${positionals.join(", ")}`);
  return values as Record<string, readonly string[]>;
}

/** `--tag-filters a b` means `--tag-filters a --tag-filters b`. */
function spread(words: readonly string[]): string[] {
  let option = "";
  return words.flatMap((word, index) => {
    if (word.startsWith("--")) {
      option = word;
      return [word];
    }
    return words[index - 1]?.startsWith("--") === true || option === "" ? [word] : [option, word];
  });
}

/** Account of the credentials in the environment; without any, the one that the cloud says. */
function accountOf(cloud: Cloud, environment: Environment): string {
  const key = environment["AWS_ACCESS_KEY_ID"];
  const assumed =
    key?.startsWith(ACCESS_KEY_PREFIX) === true ? key.slice(ACCESS_KEY_PREFIX.length) : undefined;
  return callerAccount(cloud, assumed);
}

/** Answers one call of the command. */
export function runAws(words: readonly string[], environment: Environment): CliResult {
  try {
    const name = words.slice(0, 2).join(" ");
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) {
      throw new CliError(USAGE_ERROR, `aws: error: the simulated AWS has no command "${name}"`);
    }
    const path = environment["ATOLL_SANDBOX_CLOUD"];
    if (path === undefined)
      throw new CliError(1, "ATOLL_SANDBOX_CLOUD: expected the path of the simulated cloud's file");
    const options = parsed(words.slice(2), [...command.options, ...GLOBAL_OPTIONS]);
    const cloud = openCloud(path);
    try {
      const answer = command.run({ cloud, account: accountOf(cloud, environment), options });
      return { code: 0, stdout: `${JSON.stringify(answer, undefined, 4)}\n`, stderr: "" };
    } finally {
      cloud.close();
    }
  } catch (error) {
    const code = error instanceof CliError ? error.code : USAGE_ERROR;
    return { code, stdout: "", stderr: `\n${error instanceof Error ? error.message : String(error)}\n` };
  }
}

if (import.meta.main) {
  const { code, stdout, stderr } = runAws(process.argv.slice(2), process.env);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}
