import type { Thing } from "../cloud.ts";
import { neighbours, text, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";

interface Statement {
  readonly Effect?: string;
  readonly Principal?: { readonly Service?: string | readonly string[] };
  readonly Action?: string | readonly string[];
}

const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === "string" ? [value] : value;

/** A role by its ARN, in the caller's account. IAM is global: its things have no region. */
export function roleByArn(call: Call, roleArn: string): Thing | undefined {
  return neighbours({ ...call, region: "" }, tokens.ROLE, { arn: roleArn })[0];
}

/** Actions by which a service may take a role. */
function actionsOf(role: Thing, service: string): readonly string[] {
  const { Statement: given } = JSON.parse(text(role, "assumeRolePolicy")) as { Statement: unknown };
  const statements = (Array.isArray(given) ? given : [given]) as readonly Statement[];
  return statements
    .filter(({ Effect, Principal }) => Effect === "Allow" && list(Principal?.Service).includes(service))
    .flatMap(({ Action }) => list(Action));
}

/** Whether a service may do all this with a role. */
export function trusts(role: Thing, service: string, ...actions: readonly string[]): boolean {
  const allowed = actionsOf(role, service);
  return actions.every((action) => allowed.includes(action) || allowed.includes("sts:*"));
}
