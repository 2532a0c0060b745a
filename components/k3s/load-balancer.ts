import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import type * as pulumi from "@pulumi/pulumi";
import { LOAD_BALANCER_NAME_LENGTH } from "../../fleet/k3s/aws-vocabulary.ts";
import { API_PORT } from "../../fleet/k3s/boot-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { DEFAULT_PROTECT } from "./settings.ts";
import type { K3sScope } from "./scope.ts";

/** Where a load balancer stands, and who reaches it. */
export interface BalancerPlace {
  /** Part of its logical names: `api` inside of the network, `public-api` for those outside of it. */
  readonly key: "api" | "public-api";
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: readonly pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
}

/** A load balancer in front of all API servers. */
export interface Balancer {
  readonly key: BalancerPlace["key"];
  readonly dnsName: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  readonly listener: pulumi.Resource;
}

/**
 * One address for all API servers. Machines find the cluster by it, and its name stands in all of their files, so it is
 * protected like data.
 *
 * @see https://docs.k3s.io/datastore/cluster-loadbalancer
 */
export function createBalancer(scope: K3sScope, place: BalancerPlace): Balancer {
  const { name, parent, settings } = scope;
  const { protect = DEFAULT_PROTECT } = settings;
  const logical = `${name}-${place.key}`;
  const awsName = limitedName(`atoll-${logical}`, LOAD_BALANCER_NAME_LENGTH);
  const balancer = new LoadBalancer(
    logical,
    {
      name: awsName,
      loadBalancerType: "network",
      internal: place.key === "api",
      subnets: [...place.subnetIds],
      securityGroups: [place.securityGroupId],
      // With the only server of a zone replaced, its machines reach those of the others.
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: protect,
      tags: resourceTags(logical),
    },
    { parent, protect },
  );
  const targets = createTargets(scope, place, awsName);
  const listener = new Listener(
    `${logical}-listener`,
    {
      loadBalancerArn: balancer.arn,
      ...{ protocol: "TCP", port: API_PORT },
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      tags: resourceTags(`${logical}-listener`),
    },
    { parent },
  );
  return { key: place.key, dnsName: balancer.dnsName, targetGroupArn: targets.arn, listener };
}

function createTargets(
  { name, parent }: K3sScope,
  { key, vpcId }: BalancerPlace,
  awsName: string,
): TargetGroup {
  const logical = `${name}-${key}-targets`;
  return new TargetGroup(
    logical,
    {
      name: awsName,
      vpcId,
      ...{ targetType: "instance", protocol: "TCP", port: API_PORT },
      // A server that asks for itself would else get its own packet back, as from nobody.
      preserveClientIp: "false",
      healthCheck: {
        ...{ protocol: "HTTPS", port: String(API_PORT), path: "/readyz" },
        // It answers 401 to whoever shows no certificate, and 503 as long as there is no API server.
        matcher: "200-401",
        interval: 10,
        ...{ healthyThreshold: 2, unhealthyThreshold: 2 },
      },
      tags: resourceTags(logical),
    },
    { parent },
  );
}
