import * as pulumi from "@pulumi/pulumi";

const READ_OUTPUTS = "pulumi:pulumi:readStackOutputs";

/** One output of another stack, or what lies inside of it. */
export type ShownOutput = (...path: readonly [string, ...string[]]) => pulumi.Output<string>;

/**
 * What another stack of this project shows, read when this one runs. A stack that does not exist, and one that lacks
 * an output, are refused with what to run first.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
 */
export function outputsOfStack(stack: string): ShownOutput {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  const reference = new pulumi.StackReference(stack, { name }, { dependsOn: existing(stack, name) });
  // All outputs together are secret as soon as one is, such as a kubeconfig; each for itself is not.
  return (...path) =>
    reference.getOutput(path[0]).apply((shown: unknown) => textAt({ [path[0]]: shown }, stack, path));
}

/**
 * Waits until a stack is known to exist, and for no resource: a reference to none ends the engine's run before the program can say why.
 * It is the engine itself that answers, and no provider.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/builtins.go for `readStackOutputs`
 */
async function existing(stack: string, name: string): Promise<[]> {
  try {
    await pulumi.runtime.invoke(READ_OUTPUTS, { name });
  } catch (error) {
    if (!String(error).includes("unknown stack")) throw error;
    throw missing(
      `stack ${stack} does not exist, and ${pulumi.getStack()} needs what it shows; bring it up first: pulumi up --stack ${stack}`,
    );
  }
  return [];
}

/** Ids of other stacks are texts; anything else was written by a program that is older than this one. */
function textAt(shown: unknown, stack: string, path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    shown,
  );
  if (typeof value === "string" && value !== "") return value;
  throw missing(`stack ${stack} shows no ${path.join(".")}; bring it up first: pulumi up --stack ${stack}`);
}

/**
 * An error whose message stays as it is. Pulumi writes before it which property of which resource asked for the output,
 * time and again as the error travels; that is of no use to who has to bring up another stack.
 */
export function missing(message: string): pulumi.RunError {
  return Object.defineProperty(new pulumi.RunError(message), "message", {
    get: () => message,
    set: () => undefined,
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** What other stacks show, by their names. */
export type StackReader = (stack: string) => ShownOutput;

/** Reads each stack once, however often it is asked for: a second reference would have the name of the first. */
export function stackReader(): StackReader {
  const read = new Map<string, ShownOutput>();
  return (stack) => {
    const shown = read.get(stack) ?? outputsOfStack(stack);
    read.set(stack, shown);
    return shown;
  };
}
