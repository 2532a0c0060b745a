import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as plan from "../../../components/bootstrap/account-permissions-plan.ts";
import { serverPermissions } from "../../../components/bootstrap/server-permissions-plan.ts";

const FOLDERS = ["recover", "teardown", "cluster"];

/** Services by the name of their command, where their rights have another. */
const RIGHTS: Readonly<Record<string, string>> = {
  elb: "elasticloadbalancing",
  elbv2: "elasticloadbalancing",
  resourcegroupstaggingapi: "tag",
  s3api: "s3",
};

/** Calls whose rights have names of their own. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const OWN_RIGHTS: Readonly<Record<string, string>> = {
  "s3:get-bucket-encryption": "s3:GetEncryptionConfiguration",
  "s3:get-bucket-lifecycle-configuration": "s3:GetLifecycleConfiguration",
  "s3:get-bucket-replication": "s3:GetReplicationConfiguration",
  "s3:get-object-lock-configuration": "s3:GetBucketObjectLockConfiguration",
  "s3:get-public-access-block": "s3:GetBucketPublicAccessBlock",
  "s3:list-objects-v2": "s3:ListBucket",
};

/** Calls that need no right, that the caller makes before it has the role, or that ask no service. */
const WITHOUT_RIGHT = ["sts:get-caller-identity", "sts:assume-role", "eks:get-token"];

const VERBS = "assume|change|create|delete|describe|get|list|modify|put|search|terminate|update";
const NAMED = new RegExp(`"([a-z0-9]+)",\\s+"((?:${VERBS})-[a-z0-9-]+)"`, "g");
const VERB = new RegExp(`"((?:${VERBS})-[a-z0-9-]+)"`, "g");
/** A call whose verb is a variable: the verbs are texts of the same file. */
const VARIABLE = /\["([a-z0-9]+)", call,/g;

/** Calls of the `aws` command in a file, as `<service>:<verb>`. */
function callsIn(text: string): readonly string[] {
  const named = [...text.matchAll(NAMED)].map(([, service = "", verb = ""]) => [service, verb] as const);
  const verbs = new Set(named.map(([, verb]) => verb));
  const loose = [...text.matchAll(VERB)].flatMap(([, verb = ""]) => (verbs.has(verb) ? [] : [verb]));
  const services = [...new Set([...text.matchAll(VARIABLE)].map(([, service = ""]) => service))];
  if (loose.length > 0 && services.length !== 1) throw new Error(`whose are ${loose.join(", ")}?`);
  return [...named, ...loose.map((verb) => [services[0] ?? "", verb] as const)].map(
    ([service, verb]) => `${RIGHTS[service] ?? service}:${verb}`,
  );
}

const account = { accountId: "111122223333", awsRegions: ["eu-central-1"], organisation: "lagoon" };

test("the deployer may make every call of aws that a recovery or a teardown makes", () => {
  const lists = [
    plan.readPermissions(account),
    plan.networkPermissions(account),
    plan.clusterPermissions(account),
    plan.orphanPermissions(account),
    plan.dataPermissions(account),
    serverPermissions(account),
  ];
  const may = new Set(lists.flat().flatMap(({ actions }) => actions.map((action) => action.toLowerCase())));
  const files = FOLDERS.flatMap((folder) => {
    const path = join(import.meta.dirname, "../../../cli", folder);
    return readdirSync(path).map((name) => readFileSync(join(path, name), "utf8"));
  });
  const calls = [...new Set(files.flatMap(callsIn))].filter((call) => !WITHOUT_RIGHT.includes(call));
  const right = (call: string): string => OWN_RIGHTS[call] ?? call.replaceAll("-", "");
  expect(calls.length).toBeGreaterThan(40);
  expect(calls.filter((call) => !may.has(right(call).toLowerCase())).sort()).toEqual([]);
});

test("machines and balancers go by their tags alone: those of the organisation, and balancers of a controller", () => {
  const here = { StringEquals: { "aws:RequestedRegion": ["eu-central-1"] } };
  expect(plan.orphanPermissions(account)).toMatchObject([
    {
      actions: ["ec2:TerminateInstances"],
      resources: ["arn:aws:ec2:*:111122223333:instance/*"],
      conditions: {
        StringEquals: { ...here.StringEquals, "aws:ResourceTag/atoll:organisation": ["lagoon"] },
      },
    },
    {
      actions: ["elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup"],
      conditions: {
        StringEquals: { ...here.StringEquals, "aws:ResourceTag/atoll:organisation": ["lagoon"] },
      },
    },
    { conditions: { ...here, StringLike: { "aws:ResourceTag/elbv2.k8s.aws/cluster": ["*"] } } },
    { conditions: { ...here, StringLike: { "aws:ResourceTag/kubernetes.io/service-name": ["*"] } } },
  ]);
  const others = [
    ...plan.readPermissions(account),
    ...plan.networkPermissions(account),
    ...plan.clusterPermissions(account),
    ...plan.dataPermissions(account),
    ...serverPermissions(account),
  ].flatMap(({ actions }) => actions);
  const deletes = plan.orphanPermissions(account).flatMap(({ actions }) => actions);
  expect(others.filter((action) => deletes.includes(action))).toEqual([]);
});
