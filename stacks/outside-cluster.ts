import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Provider as TlsProvider } from "@pulumi/tls/provider.js";
import { OutsideCluster } from "../components/outside/outside-cluster.ts";
import type { IdentityProviders } from "../components/outside/outside-identity.ts";
import { awsProvider } from "../components/aws-provider.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { clusterDnsZone } from "../fleet/names.ts";
import { CLUSTER_ID_KEY } from "../fleet/outside-vocabulary.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { clusterTags } from "../fleet/tags.ts";
import { placeOf } from "./network-settings.ts";
import { outsideSettings } from "./outside-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { outputsOfStack } from "./stack-outputs.ts";
import { hasTenantRecords } from "./tenant-records.ts";
import { deployWorkloads, type WorkloadOutputs } from "./workloads.ts";

/** What a cluster that somebody else runs shows of itself. */
export interface OutsideOutputs extends WorkloadOutputs {
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** As what the cluster is known. */
  readonly outside: {
    /** Who the cluster is as long as it lives. */
    readonly clusterIdentifier: string;
    /** With the rights of an administrator: a secret. */
    readonly kubeconfig: pulumi.Output<string>;
  };
}

/** What stands for the way in, and for who is met there, in plans: they read no configuration and reach nothing. */
const NO_WAY_IN = { kubeconfig: "{}", clusterId: `<${CLUSTER_ID_KEY}>` };

/** Registers everything inside a cluster whose machines atoll does not make: attached ones, and K3s on hosts. */
export function deployOutside(fleet: Fleet, cluster: Cluster, choices: RunChoices): OutsideOutputs {
  const { kubeconfig, clusterId } = choices.wayIn ?? NO_WAY_IN;
  const access = { kubeconfig: pulumi.secret(kubeconfig), clusterIdentifier: clusterId };
  const provider = awsProviderOf(fleet, cluster);
  const providers = identityProviders(cluster, provider);
  const outside = new OutsideCluster(cluster.id, {
    ...access,
    ...outsideSettings(fleet, cluster, choices),
    ...(providers === undefined ? {} : { providers }),
  });
  const shared = regionNeeds(fleet, cluster).length === 0 ? undefined : outputsOfStack(cluster.region);
  const shown = deployWorkloads(fleet, cluster, outside, {
    ...(provider === undefined ? {} : { provider }),
    ...(shared === undefined ? {} : { shared }),
    ask: choices.asker?.(access.kubeconfig),
  });
  return { dnsZone: clusterDnsZone(fleet.settings, cluster.region, cluster.id), outside: access, ...shown };
}

/** Only rights of pods and names of tenants are in AWS; without either, nobody needs to reach it. */
function awsProviderOf(fleet: Fleet, cluster: Cluster): AwsProvider | undefined {
  if (cluster.oidc === undefined && !hasTenantRecords(fleet, cluster)) return undefined;
  return awsProvider("aws", { ...placeOf(fleet, cluster), tags: clusterTags(fleet, cluster) });
}

function identityProviders({ oidc }: Cluster, aws: AwsProvider | undefined): IdentityProviders | undefined {
  if (oidc === undefined || aws === undefined) return undefined;
  return { aws, ...(oidc.webhook === "install" ? { tls: new TlsProvider("tls", {}) } : {}) };
}
