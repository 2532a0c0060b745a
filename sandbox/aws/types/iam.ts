import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { newIamId } from "../ids.ts";
import {
  neighbours,
  rangeRefusals,
  text,
  textIn,
  type Call,
  type Inputs,
  type Kind,
  type Refusals,
} from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;
export const PATH = /^\/([\x21-\x7e]{0,510}\/)?$/;
const TRUST_POLICY_CHARACTERS = 2_048;
const POLICY_CHARACTERS = 6_144;
const INLINE_CHARACTERS = 10_240;
const SESSION_SECONDS = [3_600, 43_200] as const;

/** Policies of AWS itself: they exist in every account. */
const AWS_POLICY = /^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/;

/** IAM counts what is written, not the white space. */
function length(document: string): number {
  return document.replace(/\s/g, "").length;
}

/** Refused before IAM is asked: the provider parses every document. */
function documentRefusal(inputs: Inputs, name: string): Refusals {
  const text = inputs.optionalText(name);
  if (text === undefined) return [];
  try {
    JSON.parse(text);
    return [];
  } catch {
    return [[name, `"${name}" contains an invalid JSON policy: not a JSON document`]];
  }
}

function malformed(message: string): AwsError {
  return new AwsError("MalformedPolicyDocument", message);
}

/** What IAM demands of any document: a version, and statements with an effect and actions. */
function checkDocument(text: string, trust: boolean): void {
  const document = JSON.parse(text) as { Version?: string; Statement?: unknown };
  const versions = ["2012-10-17", "2008-10-17"];
  if (document.Version !== undefined && !versions.includes(document.Version)) {
    throw malformed("Syntax errors in policy: the policy's Version is unknown.");
  }
  const { Statement: given } = document;
  const statements = (Array.isArray(given) ? given : given === undefined ? [] : [given]) as Properties[];
  if (statements.length === 0) throw malformed("Syntax errors in policy: there is no Statement.");
  for (const statement of statements) {
    if (statement["Effect"] !== "Allow" && statement["Effect"] !== "Deny") {
      throw malformed("Syntax errors in policy: a Statement has no Effect of Allow or Deny.");
    }
    if (!("Action" in statement || "NotAction" in statement)) {
      throw malformed("Policy statement must contain actions.");
    }
    if (trust && !("Principal" in statement)) {
      throw malformed("AssumeRolepolicy contained an invalid principal: it has none.");
    }
    if (!trust && !("Resource" in statement || "NotResource" in statement)) {
      throw malformed("Policy statement must contain resources.");
    }
  }
}

export function checkName(name: string, pattern: RegExp, what: string): void {
  if (pattern.test(name)) return;
  throw new AwsError(
    "ValidationError",
    `1 validation error detected: Value '${name}' at '${what}' failed to satisfy constraint: ` +
      `Member must satisfy regular expression pattern: ${pattern.source}`,
  );
}

function checkSize(used: number, allowed: number, what: string): void {
  if (used > allowed) throw new AwsError("LimitExceeded", `Cannot exceed quota for ${what}: ${allowed}`);
}

export function findRole(call: Call, name: string): Thing {
  const [role] = neighbours(call, tokens.ROLE, { name });
  if (role !== undefined) return role;
  throw new AwsError("NoSuchEntity", `The role with name ${name} cannot be found.`);
}

function checkTrust(call: Call): void {
  const trust = call.inputs.text("assumeRolePolicy");
  checkDocument(trust, true);
  checkSize(length(trust), TRUST_POLICY_CHARACTERS, "ACLSizePerRole");
}

export const role: Kind = {
  label: "IAM Role",
  service: "IAM",
  calls: { create: "CreateRole", update: "UpdateAssumeRolePolicy", delete: "DeleteRole" },
  global: true,
  defaults: { path: "/", maxSessionDuration: 3_600 },
  autonamed: "",
  documents: ["assumeRolePolicy"],
  quota: QUOTAS.roles,
  refusals: (inputs) => [
    ...documentRefusal(inputs, "assumeRolePolicy"),
    ...rangeRefusals(inputs, "maxSessionDuration", SESSION_SECONDS),
    ...["inlinePolicies", "managedPolicyArns"]
      .filter((name) => inputs.has(name))
      .map((name) => [name, "deprecated by the provider and not simulated"] as const),
  ],
  create: (call) => {
    const [name, path] = [call.inputs.text("name"), call.inputs.text("path")];
    checkName(name, ROLE_NAME, "roleName");
    checkName(path, PATH, "path");
    checkTrust(call);
    if (neighbours(call, tokens.ROLE, { name }).length > 0) {
      throw new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    withinQuota(call.cloud, QUOTAS.roles, countIn(call.cloud, call, tokens.ROLE));
    return {
      id: name,
      computed: {
        arn: `arn:aws:iam::${call.account}:role${path}${name}`,
        uniqueId: newIamId(call.cloud, "AROA"),
        createDate: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
      },
    };
  },
  update: (call) => {
    checkTrust(call);
    return {};
  },
  delete: (call, { id }) => {
    const held = [tokens.ROLE_POLICY, tokens.ROLE_POLICY_ATTACHMENT].flatMap((type) =>
      neighbours(call, type, { role: id }),
    );
    if (held.length > 0) {
      throw new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.");
    }
    if (neighbours(call, tokens.INSTANCE_PROFILE, { role: id }).length > 0) {
      throw new AwsError(
        "DeleteConflict",
        "Cannot delete entity, must remove roles from instance profile first.",
      );
    }
  },
};

function checkInlinePolicy(call: Call, name: string, self?: string): void {
  findRole(call, call.inputs.text("role"));
  checkName(name, POLICY_NAME, "policyName");
  const document = call.inputs.text("policy");
  checkDocument(document, false);
  const others = neighbours(call, tokens.ROLE_POLICY, { role: call.inputs.text("role") });
  const used = others.filter(({ id }) => id !== self).map(({ state }) => length(textIn(state, "policy")));
  const total = used.reduce((sum, one) => sum + one, length(document));
  if (total <= INLINE_CHARACTERS) return;
  throw new AwsError(
    "LimitExceeded",
    `Maximum policy size of ${INLINE_CHARACTERS} bytes exceeded for role ${call.inputs.text("role")}`,
  );
}

export const rolePolicy: Kind = {
  label: "IAM Role Policy",
  service: "IAM",
  calls: { create: "PutRolePolicy", update: "PutRolePolicy", delete: "DeleteRolePolicy" },
  global: true,
  autonamed: "",
  documents: ["policy"],
  refusals: (inputs) => documentRefusal(inputs, "policy"),
  // PutRolePolicy overwrites a policy of the same name, so there is no "already exists".
  create: (call) => {
    const name = call.inputs.text("name");
    checkInlinePolicy(call, name, `${call.inputs.text("role")}:${name}`);
    return { id: `${call.inputs.text("role")}:${name}`, computed: {} };
  },
  update: (call, before) => {
    checkInlinePolicy(call, text(before, "name"), before.id);
    return {};
  },
};

export const rolePolicyAttachment: Kind = {
  label: "IAM Role Policy Attachment",
  service: "IAM",
  calls: { create: "AttachRolePolicy", delete: "DetachRolePolicy" },
  global: true,
  quota: QUOTAS.policiesPerRole,
  create: (call) => {
    const [role, policyArn] = [call.inputs.text("role"), call.inputs.text("policyArn")];
    findRole(call, role);
    if (!AWS_POLICY.test(policyArn) && neighbours(call, tokens.POLICY, { arn: policyArn }).length === 0) {
      throw new AwsError("NoSuchEntity", `Policy ${policyArn} does not exist or is not attachable.`);
    }
    const attached = neighbours(call, tokens.ROLE_POLICY_ATTACHMENT, { role });
    withinQuota(call.cloud, QUOTAS.policiesPerRole, attached.length);
    return { id: `${role}/${policyArn}`, computed: {} };
  },
};

export const policy: Kind = {
  label: "IAM Policy",
  service: "IAM",
  calls: { create: "CreatePolicy", update: "CreatePolicyVersion", delete: "DeletePolicy" },
  global: true,
  defaults: { path: "/" },
  autonamed: "",
  documents: ["policy"],
  quota: QUOTAS.policies,
  refusals: (inputs) => documentRefusal(inputs, "policy"),
  create: (call) => {
    const [name, path] = [call.inputs.text("name"), call.inputs.text("path")];
    checkName(name, POLICY_NAME, "policyName");
    checkName(path, PATH, "path");
    checkDocument(call.inputs.text("policy"), false);
    checkSize(length(call.inputs.text("policy")), POLICY_CHARACTERS, "PolicySize");
    const policyArn = `arn:aws:iam::${call.account}:policy${path}${name}`;
    if (neighbours(call, tokens.POLICY, { name }).length > 0) {
      throw new AwsError(
        "EntityAlreadyExists",
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      );
    }
    withinQuota(call.cloud, QUOTAS.policies, countIn(call.cloud, call, tokens.POLICY));
    const computed = { arn: policyArn, policyId: newIamId(call.cloud, "ANPA"), attachmentCount: 0 };
    return { id: policyArn, computed };
  },
  update: (call) => {
    checkDocument(call.inputs.text("policy"), false);
    checkSize(length(call.inputs.text("policy")), POLICY_CHARACTERS, "PolicySize");
    return {};
  },
  delete: (call, { id }) => {
    if (neighbours(call, tokens.ROLE_POLICY_ATTACHMENT, { policyArn: id }).length === 0) return;
    throw new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.");
  },
};
