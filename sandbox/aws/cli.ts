/**
 * The `aws` command of the sandbox: the few calls of AWS's command line that atoll makes, answered from the simulated
 * cloud. Anything else is refused. `ATOLL_SANDBOX_CLOUD` names the file that holds the cloud.
 */
import { parseArgs } from "node:util";
import { callerAccount } from "./account.ts";
import { CliError, USAGE_ERROR } from "./cli-call.ts";
import { ACCESS_KEY_PREFIX, CALLS } from "./cli-calls.ts";
import { openCloud, type Cloud } from "./cloud.ts";

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const GLOBAL_OPTIONS = ["region", "output"];

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
    const command = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
    if (command === undefined) {
      throw new CliError(USAGE_ERROR, `aws: error: the simulated AWS has no command "${name}"`);
    }
    const path = environment["ATOLL_SANDBOX_CLOUD"];
    if (path === undefined)
      throw new CliError(1, "ATOLL_SANDBOX_CLOUD: expected the path of the simulated cloud's file");
    const options = parsed(words.slice(2), [...command.options, ...GLOBAL_OPTIONS]);
    const cloud = openCloud(path);
    try {
      const answer = command.run({ cloud, account: accountOf(cloud, environment), options, environment });
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
