import type { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import type { Cluster, ClusterCloud } from "../../cluster/cluster.ts";
import { createPodIdentityWebhook } from "../../cluster/pod-identity-webhook.ts";
import { WEBHOOK_PODS, WEBHOOK_PORT } from "../../cluster/pod-identity-webhook-plan.ts";
import type { K3sSettings } from "../settings.ts";
import { createLoadBalancers } from "./load-balancer.ts";
import { createNodeLifecycle } from "./node-lifecycle.ts";
import { controllerReplicas, type SystemPlace } from "./place.ts";
import { createCloudStorage } from "./storage.ts";
import { createK3sTraffic } from "./traffic.ts";
import { createUpgrades } from "./upgrades.ts";

export interface K3sSystemArgs {
  /** Beginning of all logical names: the cluster's id. */
  readonly name: string;
  /** Component that it belongs to. */
  readonly parent: pulumi.Resource;
  /** Provider of the cluster's objects. */
  readonly provider: Provider;
  /** Provider of keys and certificates. */
  readonly tls: TlsProvider;
  /** What the cluster looks like. */
  readonly settings: K3sSettings;
  /** Where it is. */
  readonly cloud: ClusterCloud;
  /** Gives one ServiceAccount rights in the cloud. */
  readonly grantIdentity: Cluster["grantIdentity"];
  /** What must exist before the first object. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * What runs inside a K3s cluster in AWS before its platform; returns what makes the cluster ready. First what gives pods
 * their rights in the cloud, for no pod gets them later than at its start; then all that has some.
 */
export function createK3sSystem(args: K3sSystemArgs): readonly pulumi.Resource[] {
  const { settings } = args;
  const replicas = controllerReplicas(settings.servers.length);
  const place: SystemPlace = { ...args, replicas };
  const webhook = createWebhook(args, place);
  const after: SystemPlace = { ...place, dependsOn: webhook };
  return [
    ...webhook,
    createNodeLifecycle(after),
    createLoadBalancers(after),
    ...createCloudStorage(after),
    ...createK3sUpgrades(after),
  ];
}

function createWebhook(
  { tls, cloud, settings: { imageMirror } }: K3sSystemArgs,
  place: SystemPlace,
): readonly pulumi.Resource[] {
  const { name, parent, provider, replicas } = place;
  const traffic = createK3sTraffic(place, {
    key: "pod-identity-webhook",
    pods: WEBHOOK_PODS,
    ingress: [{ protocol: "TCP", port: WEBHOOK_PORT }],
  });
  return createPodIdentityWebhook({
    name,
    parent,
    provider,
    tls,
    replicas,
    awsRegion: cloud.awsRegion,
    onServers: true,
    ...(imageMirror === undefined ? {} : { imageMirror }),
    dependsOn: [...place.dependsOn, traffic],
  });
}

function createK3sUpgrades(place: SystemPlace): readonly pulumi.Resource[] {
  const { name, parent, provider, dependsOn, replicas, settings } = place;
  const { serverRelease, agentRelease, chartMirror, imageMirror } = settings;
  return createUpgrades({
    name,
    parent,
    provider,
    dependsOn,
    replicas,
    serverRelease,
    agentRelease,
    kubernetes: settings.addOnKubernetes,
    ...(chartMirror === undefined ? {} : { chartMirror }),
    ...(imageMirror === undefined ? {} : { imageMirror }),
  });
}
