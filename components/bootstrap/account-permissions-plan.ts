import {
  KEY_ALIASES_KEY,
  PASSED_TO_SERVICE_KEY,
  REQUESTED_REGION_KEY,
  TAKE_ROLE,
} from "../../fleet/ci-vocabulary.ts";
import { ORGANISATION_TAG } from "../../fleet/tags.ts";
import { LOAD_BALANCER_MARK, SERVICE_MARK } from "../../fleet/teardown-vocabulary.ts";
import * as calls from "../../fleet/deployer-vocabulary.ts";
import { policyDocument } from "../cluster/policy-document.ts";
import type { AccountSettings } from "./settings.ts";

/** One thing that a role may do. */
export interface AccountPermission {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Account = Pick<AccountSettings, "accountId" | "awsRegions">;

const NETWORK_TYPES =
  "egress-only-internet-gateway elastic-ip internet-gateway ipam-pool ipv4pool-ec2 natgateway network-acl network-interface route-table security-group security-group-rule subnet vpc vpc-endpoint vpc-endpoint-service vpc-flow-log";
const LINK_TYPES =
  "customer-gateway transit-gateway transit-gateway-attachment transit-gateway-route-table vpc-peering-connection vpn-connection vpn-gateway";

const ec2 = ({ accountId }: Account, types: string): readonly string[] =>
  types.split(" ").map((type) => `arn:aws:ec2:*:${accountId}:${type}/*`);

const iam = ({ accountId }: Account, types: string): readonly string[] =>
  types.split(" ").map((type) => `arn:aws:iam::${accountId}:${type}/*`);

const inRegions = ({ awsRegions }: Account) => ({ StringEquals: { [REQUESTED_REGION_KEY]: awsRegions } });

/** What a refresh needs: settings of things, never what is kept in them. */
export function readPermissions(account: Account): readonly AccountPermission[] {
  const { accountId } = account;
  const read = calls.READ_ACTIONS;
  return [
    // Most of these know no resources.
    { sid: "List", actions: calls.LIST_ACTIONS, resources: ["*"] },
    {
      sid: "Identity",
      actions: read.iam,
      resources: iam(account, "instance-profile oidc-provider policy role"),
    },
    {
      sid: "ManagedPolicies",
      actions: ["iam:GetPolicy", "iam:GetPolicyVersion"],
      resources: ["arn:aws:iam::aws:policy/*"],
    },
    { sid: "Keys", actions: read.kms, resources: [`arn:aws:kms:*:${accountId}:key/*`] },
    { sid: "Queues", actions: read.sqs, resources: [`arn:aws:sqs:*:${accountId}:*-*`] },
    // Bucket names have no account in them; the settings of foreign buckets are not to be had anyway.
    { sid: "Buckets", actions: read.s3, resources: ["arn:aws:s3:::atoll-*"] },
    {
      sid: "Names",
      actions: read.route53,
      resources: ["arn:aws:route53:::hostedzone/*", "arn:aws:route53:::change/*"],
    },
    { sid: "Topics", actions: read.sns, resources: [`arn:aws:sns:*:${accountId}:atoll-*`] },
    { sid: "Transit", actions: read.ec2, resources: ec2(account, LINK_TYPES) },
    { sid: "Shares", actions: read.ram, resources: [`arn:aws:ram:*:${accountId}:resource-share/*`] },
    { sid: "Budgets", actions: read.budgets, resources: [`arn:aws:budgets::${accountId}:budget/*`] },
  ];
}

/** Networks and what joins them. */
export function networkPermissions(account: Account): readonly AccountPermission[] {
  const conditions = inRegions(account);
  const network = ec2(account, NETWORK_TYPES);
  const flowLogs = [`arn:aws:logs:*:${account.accountId}:log-group:*`];
  return [
    { sid: "ReadLinks", actions: calls.READ_LINK_ACTIONS, resources: ["*"], conditions },
    { sid: "Networks", actions: calls.NETWORK_ACTIONS, resources: [...network, ...flowLogs], conditions },
    {
      sid: "Links",
      actions: calls.LINK_ACTIONS,
      resources: [...ec2(account, LINK_TYPES), ...ec2(account, "subnet vpc")],
      conditions,
    },
  ];
}

/** Clusters, their machines and their roles. */
export function clusterPermissions(account: Account): readonly AccountPermission[] {
  const { accountId } = account;
  const eksTypes = "access-entry addon cluster nodegroup podidentityassociation".split(" ");
  const machines = [
    ...ec2(account, "instance launch-template network-interface security-group subnet volume"),
    // Images belong to Amazon.
    "arn:aws:ec2:*::image/*",
  ];
  const groups = [`arn:aws:autoscaling:*:${accountId}:autoScalingGroup:*:autoScalingGroupName/eks-*`];
  const conditions = inRegions(account);
  return [
    {
      sid: "Clusters",
      actions: calls.CLUSTER_ACTIONS,
      resources: eksTypes.map((type) => `arn:aws:eks:*:${accountId}:${type}/*`),
      conditions,
    },
    { sid: "TagGroups", actions: calls.GROUP_TAG_ACTIONS, resources: groups, conditions },
    { sid: "Machines", actions: calls.MACHINE_ACTIONS, resources: machines, conditions },
    { sid: "TagMachines", actions: ["ec2:CreateTags"], resources: machines.slice(0, -1), conditions },
    {
      sid: "Identity",
      actions: calls.IDENTITY_ACTIONS,
      resources: iam(account, "instance-profile oidc-provider policy role"),
    },
    {
      sid: "ServiceRoles",
      actions: calls.SERVICE_ROLE_ACTIONS,
      resources: [`arn:aws:iam::${accountId}:role/aws-service-role/*`],
    },
    {
      sid: "PassRoles",
      actions: calls.PASS_ROLE_ACTIONS,
      resources: iam(account, "role"),
      conditions: { StringEquals: { [PASSED_TO_SERVICE_KEY]: calls.PASSED_TO_SERVICES } },
    },
  ];
}

/**
 * Machines and balancers that go. Those of the program, and machines that a cluster left, carry the organisation's tag;
 * balancers that a controller made have only what it writes.
 */
export function orphanPermissions(
  account: Account & Pick<AccountSettings, "organisation">,
): readonly AccountPermission[] {
  const { organisation } = account;
  const conditions = inRegions(account);
  const balancers = ["loadbalancer", "targetgroup"].map(
    (type) => `arn:aws:elasticloadbalancing:*:${account.accountId}:${type}/*`,
  );
  const marked = (sid: string, mark: string): AccountPermission => ({
    sid,
    actions: calls.ORPHAN_BALANCER_ACTIONS,
    resources: balancers,
    conditions: { ...conditions, StringLike: { [`${calls.RESOURCE_TAG_KEY}${mark}`]: ["*"] } },
  });
  const own = { [`${calls.RESOURCE_TAG_KEY}${ORGANISATION_TAG}`]: [organisation] };
  return [
    {
      sid: "OrphanMachines",
      actions: calls.ORPHAN_MACHINE_ACTIONS,
      resources: ec2(account, "instance"),
      conditions: { StringEquals: { ...conditions.StringEquals, ...own } },
    },
    {
      sid: "OwnBalancers",
      actions: calls.ORPHAN_BALANCER_ACTIONS,
      resources: balancers,
      conditions: { StringEquals: { ...conditions.StringEquals, ...own } },
    },
    marked("OrphanBalancers", LOAD_BALANCER_MARK),
    marked("OrphanServices", SERVICE_MARK),
  ];
}

/** What clusters and regions keep, name and watch. */
export function dataPermissions(account: Account): readonly AccountPermission[] {
  const { accountId } = account;
  const here = (service: string, rest: string): string => `arn:aws:${service}:*:${accountId}:${rest}`;
  // A new key or zone, and rules of a whole registry, have no name that could be given.
  const own = { StringEquals: { "aws:ResourceAccount": [accountId] } };
  return [
    { sid: "NewKeys", actions: calls.CREATE_KEY_ACTIONS, resources: ["*"], conditions: own },
    {
      sid: "Keys",
      actions: calls.KEY_ACTIONS,
      resources: [here("kms", "key/*"), here("kms", "alias/atoll/*")],
    },
    { sid: "Buckets", actions: calls.BUCKET_ACTIONS, resources: ["arn:aws:s3:::atoll-*"], conditions: own },
    { sid: "Logs", actions: calls.LOG_ACTIONS, resources: [here("logs", "log-group:*")] },
    { sid: "Queues", actions: calls.QUEUE_ACTIONS, resources: [here("sqs", "*-*")] },
    { sid: "Events", actions: calls.EVENT_ACTIONS, resources: [here("events", "rule/*")] },
    { sid: "NewZones", actions: calls.CREATE_ZONE_ACTIONS, resources: ["arn:aws:route53:::hostedzone/*"] },
    {
      sid: "Zones",
      actions: calls.ZONE_ACTIONS,
      resources: ["arn:aws:route53:::hostedzone/*", here("ec2", "vpc/*")],
    },
    { sid: "Alarms", actions: calls.ALARM_ACTIONS, resources: [here("cloudwatch", "alarm:*")] },
    { sid: "Topics", actions: calls.TOPIC_ACTIONS, resources: [here("sns", "atoll-*")] },
    { sid: "Budgets", actions: calls.BUDGET_ACTIONS, resources: [`arn:aws:budgets::${accountId}:budget/*`] },
    { sid: "CostTags", actions: calls.COST_TAG_ACTIONS, resources: ["*"], conditions: own },
    { sid: "Caches", actions: calls.CACHE_ACTIONS, resources: ["*"], conditions: own },
    { sid: "Shares", actions: calls.SHARE_ACTIONS, resources: [here("ram", "resource-share/*")] },
  ];
}

type Statements = Parameters<typeof policyDocument>[0];

/** No deployment changes who may deploy, or what it deploys by. Denials win over whatever is allowed. */
export function wallStatements({
  walled,
  walledKey,
}: Pick<AccountSettings, "walled" | "walledKey">): Statements {
  const things = { Sid: "Walls", Effect: "Deny" as const, Action: ["iam:*", "s3:*"], Resource: walled };
  if (walledKey === undefined) return [things];
  // A key's number is not known before it is there, so it is named by its alias.
  const byAlias = { "ForAnyValue:StringEquals": { [KEY_ALIASES_KEY]: [walledKey] } };
  return [things, { Sid: "Key", Effect: "Deny", Action: ["kms:*"], Resource: ["*"], Condition: byAlias }];
}

/** Who may take a role: roles by their whole names. */
export function roleTrust(roleArns: readonly string[]): string {
  return JSON.stringify(
    policyDocument([{ Effect: "Allow", Principal: { AWS: roleArns }, Action: TAKE_ROLE }]),
  );
}
