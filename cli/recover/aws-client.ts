import { FailedCommand } from "../../fleet/failed-command.ts";
import { must, type Tools } from "./tools.ts";

type Tags = Readonly<Record<string, string>>;

/** A provider as a plan or a state has it. */
export interface ProviderInputs {
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A setting of a provider that is no text arrives as JSON. */
function setting(provider: ProviderInputs, name: string): unknown {
  const value = provider.inputs[name];
  return name !== "region" && typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

function roleOf(provider: ProviderInputs): string | undefined {
  const roles = setting(provider, "assumeRoles") as readonly { readonly roleArn?: string }[] | undefined;
  return roles?.at(-1)?.roleArn;
}

/** The `aws` command line in the account and region of one provider of the program. */
export class AwsClient {
  /** Tags that the provider puts on everything. */
  readonly defaultTags: Tags;
  readonly region: string;
  /** ARN of the role that the provider takes. */
  readonly roleArn: string | undefined;
  readonly #tools: Tools;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(tools: Tools, provider: ProviderInputs, env: Readonly<Record<string, string>>) {
    const region = setting(provider, "region");
    this.defaultTags = (setting(provider, "defaultTags") as { readonly tags?: Tags } | undefined)?.tags ?? {};
    this.region = typeof region === "string" ? region : "";
    this.roleArn = roleOf(provider);
    this.#tools = tools;
    this.#env = env;
  }

  /** Takes the role that the program's provider takes. */
  static async open(tools: Tools, session: string, provider: ProviderInputs): Promise<AwsClient> {
    const roleArn = roleOf(provider);
    if (roleArn === undefined) return new AwsClient(tools, provider, {});
    const call = ["sts", "assume-role", "--role-arn", roleArn, "--role-session-name", session];
    const answer = JSON.parse(
      await must(tools.aws([...call, "--output", "json"]), "aws sts assume-role"),
    ) as {
      readonly Credentials: Readonly<Record<string, string>>;
    };
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = answer.Credentials;
    return new AwsClient(tools, provider, {
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    });
  }

  /**
   * Answer of a call; undefined when AWS refuses it with one of these codes, which say that the thing is not there.
   *
   * @param region where to ask. @default - the provider's
   * @throws FailedCommand on any other refusal: not being allowed to look is no answer.
   */
  async ask<Answer>(
    call: readonly string[],
    absent: string | readonly string[] = [],
    region = this.region,
  ): Promise<Answer | undefined> {
    const words = [...call, "--region", region, "--output", "json"];
    const { exitCode, stdout, stderr } = await this.#tools.aws(words, this.#env);
    if (exitCode === 0) return (stdout.trim() === "" ? {} : JSON.parse(stdout)) as Answer;
    if ([absent].flat().some((code) => stderr.includes(`(${code})`))) return undefined;
    throw new FailedCommand(`aws ${call.join(" ")}`, stderr);
  }
}
