import { FailedCommand } from "../../fleet/failed-command.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { must, type Tools } from "./tools.ts";

type Tags = Readonly<Record<string, string>>;

/** A setting of a provider that is no text arrives as JSON. */
function setting(provider: PlannedResource, name: string): unknown {
  const value = provider.inputs[name];
  return name !== "region" && typeof value === "string" ? (JSON.parse(value) as unknown) : value;
}

/** The `aws` command line in the account and region of one provider of the program. */
export class AwsClient {
  /** Tags that the provider puts on everything. */
  readonly defaultTags: Tags;
  readonly #tools: Tools;
  readonly #region: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(tools: Tools, provider: PlannedResource, env: Readonly<Record<string, string>>) {
    const region = setting(provider, "region");
    this.defaultTags = (setting(provider, "defaultTags") as { readonly tags?: Tags } | undefined)?.tags ?? {};
    this.#tools = tools;
    this.#region = typeof region === "string" ? region : "";
    this.#env = env;
  }

  /** Takes the role that the program's provider takes. */
  static async open(tools: Tools, session: string, provider: PlannedResource): Promise<AwsClient> {
    const roles = setting(provider, "assumeRoles") as readonly { readonly roleArn?: string }[] | undefined;
    const roleArn = roles?.at(-1)?.roleArn;
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
   * Answer of a call; undefined when AWS refuses it with this code, which says that the thing is not there.
   *
   * @throws FailedCommand on any other refusal: not being allowed to look is no answer.
   */
  async ask<Answer>(call: readonly string[], absent?: string): Promise<Answer | undefined> {
    const words = [...call, "--region", this.#region, "--output", "json"];
    const { exitCode, stdout, stderr } = await this.#tools.aws(words, this.#env);
    if (exitCode === 0) return JSON.parse(stdout) as Answer;
    if (absent !== undefined && stderr.includes(`(${absent})`)) return undefined;
    throw new FailedCommand(`aws ${call.join(" ")}`, stderr);
  }
}
