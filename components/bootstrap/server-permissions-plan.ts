import { REQUESTED_REGION_KEY } from "../../fleet/ci-vocabulary.ts";
import { RESOURCE_TAG_KEY } from "../../fleet/deployer-vocabulary.ts";
import * as calls from "../../fleet/deployer-server-vocabulary.ts";
import { SCRIPT_DOCUMENT } from "../../fleet/k3s/aws-vocabulary.ts";
import { ORGANISATION_TAG } from "../../fleet/tags.ts";
import type { AccountPermission } from "./account-permissions-plan.ts";
import type { AccountSettings } from "./settings.ts";

type Account = Pick<AccountSettings, "accountId" | "awsRegions" | "organisation">;

/**
 * Clusters whose servers are the fleet's own machines: these, their load balancers and groups, the secrets by which they
 * join, and what lies in their buckets. Names begin as `fleet/names.ts` builds them; machines carry the organisation's
 * tag.
 */
export function serverPermissions(account: Account): readonly AccountPermission[] {
  const { accountId, awsRegions, organisation } = account;
  const here = (service: string, rest: string): string => `arn:aws:${service}:*:${accountId}:${rest}`;
  const conditions = { StringEquals: { [REQUESTED_REGION_KEY]: awsRegions } };
  const tagged = { [`${RESOURCE_TAG_KEY}${ORGANISATION_TAG}`]: [organisation] };
  const own = { StringEquals: { ...conditions.StringEquals, ...tagged } };
  return [
    { sid: "ListServers", actions: calls.LIST_SERVER_ACTIONS, resources: ["*"] },
    {
      sid: "Servers",
      actions: calls.INSTANCE_ACTIONS,
      resources: [here("ec2", "instance/*")],
      conditions: own,
    },
    {
      sid: "Images",
      actions: calls.IMAGE_PARAMETER_ACTIONS,
      resources: ["arn:aws:ssm:*::parameter/aws/service/*"],
      conditions,
    },
    {
      sid: "Groups",
      actions: calls.GROUP_ACTIONS,
      resources: [here("autoscaling", "autoScalingGroup:*:autoScalingGroupName/atoll-*")],
      conditions,
    },
    ...reachPermissions(account),
    ...storedPermissions(account),
    ...commandPermissions(account, own),
  ];
}

/** What leads to servers, and what lets a machine join them. */
function reachPermissions({ accountId, awsRegions }: Account): readonly AccountPermission[] {
  const here = (service: string, rest: string): string => `arn:aws:${service}:*:${accountId}:${rest}`;
  const conditions = { StringEquals: { [REQUESTED_REGION_KEY]: awsRegions } };
  return [
    {
      sid: "Balancers",
      actions: calls.BALANCER_ACTIONS,
      resources: ["listener/net/atoll-*", "loadbalancer/net/atoll-*", "targetgroup/atoll-*"].map((rest) =>
        here("elasticloadbalancing", rest),
      ),
      conditions,
    },
    {
      sid: "Secrets",
      actions: calls.SECRET_ACTIONS,
      resources: [here("secretsmanager", "secret:atoll/*")],
      conditions,
    },
  ];
}

/** What lies in the buckets of K3s clusters, and the keys that encrypt it and their secrets. */
function storedPermissions({ accountId, organisation }: Account): readonly AccountPermission[] {
  const buckets = ["k3s", "oidc"].map((kind) => `arn:aws:s3:::atoll-${organisation}-*-${kind}-*`);
  return [
    {
      sid: "Objects",
      actions: calls.OBJECT_ACTIONS,
      resources: buckets,
      conditions: { StringEquals: { "aws:ResourceAccount": [accountId] } },
    },
    {
      sid: "UseKeys",
      actions: calls.USE_DATA_KEY_ACTIONS,
      resources: [`arn:aws:kms:*:${accountId}:key/*`],
      conditions: { StringLike: { [calls.KEY_VIA_SERVICE_KEY]: calls.KEY_SERVICES } },
    },
  ];
}

/** One document of Systems Manager, on machines of the organisation. */
function commandPermissions(
  { accountId, awsRegions }: Account,
  own: AccountPermission["conditions"],
): readonly AccountPermission[] {
  const documents = [
    `arn:aws:ssm:*::document/${SCRIPT_DOCUMENT}`,
    `arn:aws:ssm:*:${accountId}:association/*`,
  ];
  return [
    {
      sid: "Commands",
      actions: calls.ASSOCIATION_ACTIONS,
      resources: documents,
      conditions: { StringEquals: { [REQUESTED_REGION_KEY]: awsRegions } },
    },
    {
      sid: "CommandServers",
      actions: calls.ASSOCIATION_ACTIONS,
      resources: [`arn:aws:ec2:*:${accountId}:instance/*`],
      ...(own === undefined ? {} : { conditions: own }),
    },
  ];
}
