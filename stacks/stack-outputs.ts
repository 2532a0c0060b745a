import * as pulumi from "@pulumi/pulumi";

/** One output of another stack, or what lies inside of it. */
export type ShownOutput = (...path: readonly [string, ...string[]]) => pulumi.Output<string>;

/**
 * What another stack of this project shows, read when this one runs. A stack that was never made is refused by the
 * engine; one that lacks an output is refused here.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
 */
export function outputsOfStack(stack: string): ShownOutput {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  const reference = new pulumi.StackReference(stack, { name });
  // All outputs together are secret as soon as one is, such as a kubeconfig; each for itself is not.
  return (...path) =>
    reference.getOutput(path[0]).apply((shown: unknown) => textAt({ [path[0]]: shown }, stack, path));
}

/** Ids of other stacks are texts; anything else was written by a program that is older than this one. */
function textAt(shown: unknown, stack: string, path: readonly string[]): string {
  const value = path.reduce<unknown>(
    (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
    shown,
  );
  if (typeof value === "string" && value !== "") return value;
  throw new pulumi.RunError(
    `stack ${stack} shows no ${path.join(".")}; bring it up first: pulumi up --stack ${stack}`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
