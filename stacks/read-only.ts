import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../fleet/check.ts";
import { readerRoleName } from "../fleet/names.ts";

const READ_ONLY = "atoll:readOnly";

/** Whether a run reads alone. @throws InputError where it would change something, or the setting is no truth value. */
export function isReadOnly(setting: string | undefined, isPreview: boolean): boolean {
  if (setting === undefined || setting === "false") return false;
  if (setting !== "true") throw fault("true or false", JSON.stringify(setting));
  if (isPreview) return true;
  throw fault("false: a role that reads can change nothing", "true", `pulumi config rm ${READ_ONLY}`);
}

function fault(expected: string, got: string, hint?: string): InputError {
  const place = { file: "stack configuration", path: READ_ONLY };
  return new InputError([{ ...place, expected, got, ...(hint === undefined ? {} : { hint }) }]);
}

/** Gives every AWS provider, for a preview, the role of its account that reads instead of the one that changes. */
export function readersOnly(): pulumi.ResourceTransformation {
  return ({ type, props, opts }) => {
    if (type !== "pulumi:providers:aws") return undefined;
    const roles = props["assumeRoles"] as pulumi.Input<unknown>;
    const assumeRoles = pulumi.all([roles]).apply(([given]) => readers(given));
    return { props: { ...props, assumeRoles }, opts };
  };
}

/** Roles as the SDK hands them to the engine: JSON in a text. */
function readers(roles: unknown): unknown {
  if (typeof roles !== "string") return roles;
  const parsed = JSON.parse(roles) as readonly { readonly roleArn: string }[];
  return JSON.stringify(parsed.map((role) => ({ ...role, roleArn: readerArn(role.roleArn) })));
}

/** The name alone has a longest length. */
function readerArn(arn: string): string {
  const start = arn.lastIndexOf("/") + 1;
  return `${arn.slice(0, start)}${readerRoleName(arn.slice(start))}`;
}
