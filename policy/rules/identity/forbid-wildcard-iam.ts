import { DISCOVERY_PATH, KEYS_PATH } from "../../../fleet/oidc-vocabulary.ts";
import { type Finding, must, unknown } from "../../finding.ts";
import { type Allowed, allowedBy } from "../../iam-document.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const NO_DOCUMENT = "an IAM document without wildcards";

/** Any star in an action: tomorrow it allows what AWS adds today. */
const isWide = (action: string): boolean => action.includes("*");

/** Actions that show names, tags and prices, not what is kept under them. Most know no resources, so AWS asks for `*`. */
const READS =
  /^[a-z0-9-]+:(Describe|List)|^(ec2:GetSecurityGroupsForVpc|pricing:GetProducts|tag:GetResources)$/;

/** Everything, or everything of a service, an account or a region. */
const ALL_RESOURCES = /^\*$|^arn:\*|^arn:aws:[^:]*(:[^:]*){0,2}:\*(:\*)*$/;

/** Conditions that narrow `*` to what is one's own. */
const NARROWING =
  /^(aws:(resource|request)tag\/|aws:(resourceaccount|sourcearn|viaawsservice)|[a-z0-9-]+:(resourcetag\/|viaservice|granteeprincipal|grantisforawsresource))/;

/** Conditions by which a principal of `*` is somebody after all. */
const CALLER = /^aws:(principal|source)(arn|account|orgid|orgpaths|vpc|vpce)$/;

/** AWS's own policies that hold wildcards of this kind. */
const BROAD_POLICY = /:policy\/(AdministratorAccess|PowerUserAccess|[\w-]*FullAccess|job-function\/[\w-]+)$/;

type Documents = (inputs: Value) => readonly Finding[];

const own: Documents = (inputs) => documentFindings(inputs.at("policy"), identityFindings);
const attached: Documents = (inputs) => documentFindings(inputs.at("policy"), principalFindings);
const attachment: Documents = (inputs) => managed(inputs.at("policyArn"));

/** What says who may do what, by type: a policy of an identity, or one that hangs on a resource. */
const DOCUMENTS: Readonly<Record<string, Documents>> = {
  "aws:iam/policy:Policy": own,
  "aws:iam/rolePolicy:RolePolicy": own,
  "aws:iam/userPolicy:UserPolicy": own,
  "aws:iam/groupPolicy:GroupPolicy": own,
  "aws:iam/role:Role": (inputs) => [
    ...documentFindings(inputs.at("assumeRolePolicy"), principalFindings),
    ...inputs
      .at("inlinePolicies")
      .items.flatMap((one) => documentFindings(one.at("policy"), identityFindings)),
    ...inputs.at("managedPolicyArns").items.flatMap(managed),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment,
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment,
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment,
  "aws:kms/key:Key": attached,
  "aws:sqs/queuePolicy:QueuePolicy": attached,
  "aws:sqs/queue:Queue": attached,
  "aws:s3/bucketPolicy:BucketPolicy": attached,
  "aws:sns/topicPolicy:TopicPolicy": attached,
};

/** An absent document is one that AWS makes up, or that stands elsewhere. */
function documentFindings(text: Value, check: (allowed: Allowed) => readonly Finding[]): readonly Finding[] {
  if (text.isUnknown) return [unknown(text, NO_DOCUMENT)];
  if (text.isAbsent) return [];
  const document = text.parsed;
  return document.isAbsent ? must(text, NO_DOCUMENT, () => false) : allowedBy(document).flatMap(check);
}

function identityFindings(allowed: Allowed): readonly Finding[] {
  const { actions, notActions, resources, notResources, conditionKeys } = allowed;
  const whole = actions.flatMap((action) =>
    must(action, "named actions", (known) => typeof known === "string" && !isWide(known)),
  );
  const inverse = [...notActions, ...notResources].flatMap((one) =>
    must(one, "a list of what is allowed", () => false),
  );
  const isNarrowed = conditionKeys.some((key) => NARROWING.test(key));
  const writes = actions.filter(({ text }) => text !== undefined && !isWide(text) && !READS.test(text));
  if (isNarrowed || writes.length === 0) return [...whole, ...inverse];
  const expected = `named resources for ${writes.map(({ text }) => text).join(", ")}`;
  return [
    ...whole,
    ...inverse,
    ...resources.flatMap((one) =>
      one.isUnknown
        ? []
        : must(one, expected, (known) => typeof known !== "string" || !ALL_RESOURCES.test(known)),
    ),
  ];
}

/** Whether a statement only shows the public keys of an issuer, which are worth something because everybody reads them. */
function publishesKeys({ actions, resources, notActions, notResources }: Allowed): boolean {
  const ends = [DISCOVERY_PATH, KEYS_PATH].map((path) => `/${path}`);
  const isDocument = ({ text = "" }: Value): boolean =>
    !text.includes("*") && ends.some((end) => text.endsWith(end));
  const isRead = ({ text }: Value): boolean => text === "s3:GetObject";
  if (notActions.length + notResources.length > 0 || resources.length === 0) return false;
  return actions.length > 0 && actions.every(isRead) && resources.every(isDocument);
}

function principalFindings(allowed: Allowed): readonly Finding[] {
  const { principals, notPrincipal, conditionKeys } = allowed;
  if (publishesKeys(allowed)) return [];
  if (!notPrincipal.isAbsent) return must(notPrincipal, "a list of who is allowed", () => false);
  if (conditionKeys.some((key) => CALLER.test(key))) return [];
  return principals.flatMap((one) => must(one, "named principals", (known) => known !== "*"));
}

function managed(arn: Value): readonly Finding[] {
  return must(
    arn,
    "a policy that names what it allows",
    (known) => typeof known === "string" && !BROAD_POLICY.test(known),
  );
}

export const forbidWildcardIam: ResourceRule = {
  id: "forbid-wildcard-iam",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "IAM names actions, resources and principals",
  why: "whoever takes over one workload gets everything that its role may do, and with a wildcard nobody knows what",
  remedy: "name them, or narrow the statement by a condition on tags",
  answers: [
    "AWS IAM.1: no policy allows everything",
    "AWS IAM.21: no policy allows all actions of a service",
    "EKS-BP identity and access management: least privilege",
  ],
  see: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  appliesTo: oneOf(DOCUMENTS),
  check: (inputs, { type }) => DOCUMENTS[type]?.(inputs) ?? [],
};
