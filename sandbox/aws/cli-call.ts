import type { Cloud } from "./cloud.ts";

/** Exit codes of AWS's own command line. @see https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html */
export const USAGE_ERROR = 252;
const CONFIGURATION_ERROR = 253;
const CLIENT_ERROR = 254;

/** One call of the command, its words parsed. */
export interface Invocation {
  readonly cloud: Cloud;
  readonly account: string;
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A call that the command knows. */
export interface Command {
  /** Options beside those that every call has. */
  readonly options: readonly string[];
  readonly run: (invocation: Invocation) => unknown;
}

/** A call that ends with an error. */
export class CliError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "CliError";
    this.code = code;
  }
}

/** An error in the words of AWS's own command line. */
export function serviceError(code: string, operation: string, message: string): CliError {
  return new CliError(
    CLIENT_ERROR,
    `An error occurred (${code}) when calling the ${operation} operation: ${message}`,
  );
}

export function regionOf(options: Invocation["options"]): string {
  const [region] = options["region"] ?? [];
  if (region !== undefined) return region;
  throw new CliError(
    CONFIGURATION_ERROR,
    'You must specify a region. You can also configure your region by running "aws configure".',
  );
}
