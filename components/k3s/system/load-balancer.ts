import * as pulumi from "@pulumi/pulumi";
import { SYSTEM_NAMESPACE } from "../../../fleet/eks-vocabulary.ts";
import { LOAD_BALANCER_ACCOUNT } from "../../../fleet/k3s/system-vocabulary.ts";
import type { SystemTraffic } from "../../cluster/system-traffic-plan.ts";
import { chartRelease } from "../../platform/chart-release.ts";
import { loadBalancerPermissions } from "../../platform/ingress/load-balancer-permissions.ts";
import { LOAD_BALANCER_PODS, LOAD_BALANCER_PORTS } from "../../platform/ingress/load-balancer-values.ts";
import { systemLoadBalancerValues } from "./load-balancer-plan.ts";
import { grantedIdentity, type SystemPlace } from "./place.ts";
import { createK3sTraffic } from "./traffic.ts";

/** Seconds that a release may take: leaders are elected, certificates are read. */
const TIMEOUT_SECONDS = 600;

const TRAFFIC: SystemTraffic = {
  key: "load-balancer",
  pods: LOAD_BALANCER_PODS,
  ingress: Object.values(LOAD_BALANCER_PORTS).map((port) => ({ protocol: "TCP", port })),
};

/** What answers Services of type LoadBalancer. */
export function createLoadBalancers(place: SystemPlace): pulumi.Resource {
  const { name, parent, provider, settings, cloud, replicas } = place;
  const { accountId, awsRegion, vpcId, tags } = cloud;
  const vpcArn = pulumi.interpolate`arn:aws:ec2:${awsRegion}:${accountId}:vpc/${vpcId}`;
  const permissions = loadBalancerPermissions({ cluster: name, accountId, awsRegion, vpcArn });
  const identity = grantedIdentity(place, SYSTEM_NAMESPACE, LOAD_BALANCER_ACCOUNT, permissions);
  const traffic = createK3sTraffic(place, TRAFFIC);
  const release = {
    namespace: SYSTEM_NAMESPACE,
    timeoutSeconds: TIMEOUT_SECONDS,
    parent,
    provider,
    ...(settings.chartMirror === undefined ? {} : { mirror: settings.chartMirror }),
  };
  const kinds = chartRelease(`${name}-load-balancer-crds`, {
    ...release,
    chart: "aws-load-balancer-controller-crds",
    values: {},
    dependsOn: place.dependsOn,
  });
  const values = systemLoadBalancerValues({
    cluster: name,
    awsRegion,
    vpcId,
    tags,
    identity: identity.annotations,
    replicas,
    imageMirror: settings.imageMirror,
  });
  return chartRelease(`${name}-load-balancer`, {
    ...release,
    chart: "aws-load-balancer-controller",
    values,
    dependsOn: [...place.dependsOn, ...identity.dependencies, traffic, kinds],
  });
}
