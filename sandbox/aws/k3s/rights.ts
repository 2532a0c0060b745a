import { isObject, type Properties } from "../../provider/properties.ts";
import type { Cloud, Thing } from "../cloud.ts";
import { text, textIn } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { listed, statementsOf } from "../types/policy-document.ts";
import { trusts } from "../types/trust.ts";

const EC2 = "ec2.amazonaws.com";
const TAKE_ROLE = "sts:AssumeRole";

/** The role that a machine has by its instance profile; undefined where it has none, or EC2 may not take it. */
export function machineRole(cloud: Cloud, account: string, profileName: string): Thing | undefined {
  const place = { account, region: "" };
  const profile = cloud.find({ ...place, type: tokens.INSTANCE_PROFILE, state: { name: profileName } });
  const name = profile === undefined ? "" : text(profile, "role");
  const role = cloud.find({ ...place, type: tokens.ROLE, state: { name } });
  return role !== undefined && trusts(role, EC2, TAKE_ROLE) ? role : undefined;
}

/** Documents of a role: its own, and those of the account's policies. Those of AWS itself have no document here. */
function documentsOf(cloud: Cloud, role: Thing): readonly string[] {
  const place = { account: role.account, region: "" };
  const own = cloud.list({ ...place, type: tokens.ROLE_POLICY, state: { role: role.id } });
  const attached = cloud.list({ ...place, type: tokens.ROLE_POLICY_ATTACHMENT, state: { role: role.id } });
  const policies = attached.flatMap((one) =>
    cloud.list({ ...place, type: tokens.POLICY, state: { arn: text(one, "policyArn") } }),
  );
  return [...own, ...policies].map(({ state }) => textIn(state, "policy"));
}

/** Whether a pattern with `*` and `?` means a text. */
function means(pattern: string, meant: string, ignoresCase: boolean): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoresCase ? "i" : "").test(meant);
}

function covers(statement: Properties, action: string, resource: string): boolean {
  const actions = listed(statement["Action"]).map(String);
  const resources = listed(statement["Resource"]).map(String);
  return (
    actions.some((one) => means(one, action, true)) && resources.some((one) => means(one, resource, false))
  );
}

/** Whether a role may do something with a resource, by the documents of its policies. Conditions are not looked at. */
export function mayDo(cloud: Cloud, role: Thing, action: string, resource: string): boolean {
  const statements = documentsOf(cloud, role)
    .flatMap((document) => statementsOf(document))
    .filter((one) => isObject(one) && covers(one, action, resource));
  const isDenied = statements.some(({ Effect }) => Effect === "Deny");
  return !isDenied && statements.some(({ Effect }) => Effect === "Allow");
}
