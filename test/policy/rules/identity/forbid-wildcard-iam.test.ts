import { expect, test } from "vitest";
import { forbidWildcardIam } from "../../../../policy/rules/identity/forbid-wildcard-iam.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const DOCUMENT = "an IAM document without wildcards";
const ARN = "arn:aws:sqs:eu-central-1:111122223333:queue";

const wide = (path: string, expected: string, got: string): string =>
  `${path}: expected ${expected}, got ${got}; name them, or narrow the statement by a condition on tags`;

const ask = (type: string, inputs: Record<string, unknown>) => said(forbidWildcardIam, { type, inputs });
const askPolicy = (...Statement: readonly object[]) =>
  ask(POLICY, {
    policy: JSON.stringify({ Statement: Statement.map((one) => ({ Effect: "Allow", ...one })) }),
  });
const askTrust = (one: object) =>
  ask(ROLE, { assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", ...one }] }) });

test("named actions on named resources are fine, and reading everything", () => {
  expect(askPolicy({ Action: ["sqs:SendMessage"], Resource: ARN })).toEqual([]);
  expect(
    askPolicy({
      Action: [
        "ec2:DescribeInstances",
        "ec2:GetSecurityGroupsForVpc",
        "pricing:GetProducts",
        "tag:GetResources",
      ],
      Resource: "*",
    }),
  ).toEqual([]);
  expect(askPolicy({ Action: "ec2:RunInstances", Resource: "arn:aws:ec2:eu-central-1::image/*" })).toEqual(
    [],
  );
  expect(askPolicy({ Effect: "Deny", Action: "*", Resource: "*" })).toEqual([]);
  expect(askPolicy({ Action: "sqs:SendMessage", Resource: "${dev-queue.id}" })).toEqual([]);
});

test("a condition on tags narrows every resource to one's own", () => {
  const Condition = { StringEquals: { "aws:ResourceTag/karpenter.sh/discovery": "dev" } };
  expect(askPolicy({ Action: "ec2:TerminateInstances", Resource: "*", Condition })).toEqual([]);
  const other = { StringEquals: { "aws:RequestedRegion": "eu-central-1" } };
  expect(askPolicy({ Action: "ec2:TerminateInstances", Resource: "*", Condition: other })).toEqual([
    wide("policy.Statement[0].Resource", "named resources for ec2:TerminateInstances", '"*"'),
  ]);
});

test("every action, all of a service, and what is left of an exclusion are refused", () => {
  expect(askPolicy({ Action: "*", Resource: ARN })).toEqual([
    wide("policy.Statement[0].Action", "named actions", '"*"'),
  ]);
  expect(askPolicy({ Action: ["sqs:SendMessage", "ec2:*"], Resource: [ARN] })).toEqual([
    wide("policy.Statement[0].Action[1]", "named actions", '"ec2:*"'),
  ]);
  expect(askPolicy({ NotAction: "iam:CreateUser", Resource: ARN })).toEqual([
    wide("policy.Statement[0].NotAction", "a list of what is allowed", '"iam:CreateUser"'),
  ]);
  expect(askPolicy({ Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: "*" })).toEqual([
    wide("policy.Statement[0].Resource", "named resources for kms:Decrypt", '"*"'),
  ]);
});

test.each([
  ["iam:C*", ARN],
  ["*:*", ARN],
  ["ec2:**", ARN],
])("a star inside an action is one too: %s", (Action, Resource) => {
  expect(askPolicy({ Action, Resource })).toEqual([
    wide("policy.Statement[0].Action", "named actions", JSON.stringify(Action)),
  ]);
});

test.each(["arn:*", "arn:aws:s3:::*", "arn:aws:ec2:eu-central-1:111122223333:*"])(
  "everything of a service or an account is everything: %s",
  (Resource) => {
    expect(askPolicy({ Action: "s3:GetObject", Resource })).toEqual([
      wide("policy.Statement[0].Resource", "named resources for s3:GetObject", JSON.stringify(Resource)),
    ]);
  },
);

test.each([
  { StringNotEquals: { "aws:ResourceTag/team": "a" } },
  { StringEqualsIfExists: { "aws:ResourceTag/team": "a" } },
  { StringLike: { "aws:RequestTag/team": "*" } },
])("a condition that holds for everything narrows nothing: %j", (Condition) => {
  expect(askPolicy({ Action: "iam:PassRole", Resource: "*", Condition })).toEqual([
    wide("policy.Statement[0].Resource", "named resources for iam:PassRole", '"*"'),
  ]);
});

test("everybody as a principal is refused, unless a condition says who", () => {
  expect(askTrust({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" })).toEqual([]);
  const principals = [
    ["*", "assumeRolePolicy.Statement[0].Principal"],
    [{ AWS: "*" }, "assumeRolePolicy.Statement[0].Principal.AWS"],
  ] as const;
  for (const [Principal, path] of principals)
    expect(askTrust({ Principal })).toEqual([wide(path, "named principals", '"*"')]);
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
  expect(askTrust({ Principal: "*", Condition })).toEqual([]);
  const key = {
    policy: JSON.stringify({ Statement: { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*" } }),
  };
  expect(ask("aws:kms/key:Key", key)).toEqual([
    wide("policy.Statement.Principal.AWS", "named principals", '"*"'),
  ]);
});

test("a key's own policy may hand all of the key to its account", () => {
  const root = { AWS: "arn:aws:iam::111122223333:root" };
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" }],
  });
  expect(ask("aws:kms/key:Key", { policy })).toEqual([]);
});

test("policies of AWS that hold wildcards are refused", () => {
  expect(ask(ATTACHMENT, { policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" })).toEqual([]);
  for (const name of ["AdministratorAccess", "AmazonEC2FullAccess"]) {
    const policyArn = `arn:aws:iam::aws:policy/${name}`;
    expect(ask(ATTACHMENT, { policyArn })).toEqual([
      wide("policyArn", "a policy that names what it allows", JSON.stringify(policyArn)),
    ]);
  }
});

test("documents, policies and principals that are not known yet are said to be unknown", () => {
  expect(ask(POLICY, { policy: UNKNOWN })).toEqual([notKnown("policy", DOCUMENT)]);
  expect(ask(ROLE, { assumeRolePolicy: UNKNOWN })).toEqual([notKnown("assumeRolePolicy", DOCUMENT)]);
  expect(ask(ATTACHMENT, { policyArn: UNKNOWN })).toEqual([
    notKnown("policyArn", "a policy that names what it allows"),
  ]);
  expect(ask(POLICY, { policy: "no document" })).toEqual([wide("policy", DOCUMENT, '"no document"')]);
});

test("everybody may read the documents of an issuer, and nothing beside them", () => {
  const bucket = "arn:aws:s3:::atoll-lagoon-dev-oidc-111122223333";
  const documents = [`${bucket}/.well-known/openid-configuration`, `${bucket}/keys.json`];
  const askBucket = (one: object) =>
    ask("aws:s3/bucketPolicy:BucketPolicy", {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", ...one }] }),
    });
  const refused = [wide("policy.Statement[0].Principal", "named principals", '"*"')];
  expect(askBucket({ Action: "s3:GetObject", Resource: documents })).toEqual([]);
  expect(askBucket({ Action: ["s3:GetObject", "s3:PutObject"], Resource: documents })).toEqual(refused);
  expect(askBucket({ Action: "s3:GetObject", Resource: [...documents, `${bucket}/founder`] })).toEqual(
    refused,
  );
  expect(askBucket({ Action: "s3:GetObject", Resource: `${bucket}/*/keys.json` })).toEqual(refused);
  expect(askBucket({ Action: "s3:GetObject" })).toEqual(refused);
});
