import type { Provider } from "@pulumi/aws/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { awsProvider } from "../components/aws-provider.ts";
import { CellCluster, type CellIdentity } from "../components/cell/cell-cluster.ts";
import type { ClusterFacts } from "../components/cluster/cluster.ts";
import { eksFacts } from "../components/cluster/eks-facts.ts";
import { k3sFacts } from "../components/k3s/facts.ts";
import { TenantSlice } from "../components/tenant/tenant-slice.ts";
import type { Cluster, Fleet } from "../fleet/inventory.ts";
import { cellStack } from "../fleet/names.ts";
import { oidcProviderArn } from "../fleet/oidc-vocabulary.ts";
import { regionNeeds } from "../fleet/regions/region-needs.ts";
import { slaSettings } from "../fleet/sla.ts";
import { clusterTags, STACK_TAG } from "../fleet/tags.ts";
import { isKept } from "../fleet/upgrade/succession.ts";
import { eksSettings } from "./cluster-settings.ts";
import { k3sSettings } from "./k3s-settings.ts";
import { placeOf } from "./network-settings.ts";
import { guardedWay } from "./guarded-way.ts";
import { objectStores } from "./object-stores.ts";
import { outsideSettings } from "./outside-settings.ts";
import type { RunChoices } from "./run-choices.ts";
import { outputsOfStack, type ShownOutput } from "./stack-outputs.ts";
import { deployTenantRecords } from "./tenant-records.ts";
import { slicesIn } from "./tenant-settings.ts";

/** What a cell shows: where its tenants are. */
export interface CellOutputs {
  readonly cluster: string;
  /** Namespaces of its environments, sorted. */
  readonly namespaces: readonly string[];
}

/** What is known of a cluster of each kind, and what its stack shows of the way in. */
interface WayIn {
  readonly facts: ClusterFacts;
  readonly kubeconfig: pulumi.Output<string>;
  readonly clusterIdentifier: pulumi.Output<string>;
  readonly identity?: CellIdentity;
}

/**
 * Registers the environments of tenants in one cell of a cluster. The cluster's own stack is read and never changed: it
 * has the add-ons and the guards, and nothing is made here before it shows them.
 */
export function deployCell(
  fleet: Fleet,
  cluster: Cluster,
  cell: number,
  choices: RunChoices = {},
): CellOutputs {
  const tags = { ...clusterTags(fleet, cluster), [STACK_TAG]: cellStack(cluster.id, cell) };
  const provider = awsProvider("aws", { ...placeOf(fleet, cluster), tags });
  const { patchForce } = choices;
  const shown = outputsOfStack(cluster.id);
  const way = wayIn(fleet, cluster, { provider, shown });
  const ready = new CellCluster(cluster.id, {
    ...way,
    kubeconfig: guardedWay(cluster.id, shown, way.kubeconfig),
    protect: slaSettings(cluster).protect || isKept(fleet, cluster),
    ...(patchForce === undefined ? {} : { patchForce }),
  });
  const shared = regionNeeds(fleet, cluster).length === 0 ? undefined : outputsOfStack(cluster.region);
  const slices = slicesIn(fleet, cluster, cell, objectStores(fleet, cluster, shared).stores?.backups);
  for (const { name, settings } of slices) new TenantSlice(name, { cluster: ready, ...settings });
  deployTenantRecords(fleet, cluster, slices, { provider, after: [] });
  return { cluster: cluster.id, namespaces: slices.map(({ name }) => name).sort() };
}

/** What a way in is made of. */
interface WayParts {
  readonly provider: Provider;
  /** What the cluster's stack shows. */
  readonly shown: ShownOutput;
}

function wayIn(fleet: Fleet, cluster: Cluster, { provider, shown }: WayParts): WayIn {
  if (cluster.network.mode === "external") return outsideWay(fleet, cluster, { provider, shown });
  const { accountId, awsRegion } = placeOf(fleet, cluster);
  const isEks = cluster.kind !== "k3s";
  const of = isEks ? "eks" : "k3s";
  // All that lies beside a secret is one, too; who the cluster is, is none.
  const issuerUrl = pulumi.unsecret(shown(of, "oidcIssuer"));
  const issuer = issuerUrl.apply((url) => url.replace(/^https:\/\//, ""));
  const trust = { issuer, arn: issuer.apply((host) => oidcProviderArn(accountId, host)) };
  const way = { kubeconfig: shown(of, "kubeconfig"), clusterIdentifier: issuerUrl };
  if (!isEks) {
    const facts = k3sFacts(cluster.id, k3sSettings(fleet, cluster));
    return { ...way, facts, identity: { provider, awsRegion, trust } };
  }
  const settings = eksSettings(fleet, cluster);
  const eks = { settings, clusterName: pulumi.unsecret(shown("eks", "clusterName")) };
  return { ...way, facts: eksFacts(cluster.id, settings), identity: { provider, awsRegion, trust, eks } };
}

function outsideWay(fleet: Fleet, cluster: Cluster, { provider, shown }: WayParts): WayIn {
  const { facts, awsRegion, oidc } = outsideSettings(fleet, cluster);
  const way = {
    facts,
    kubeconfig: shown("outside", "kubeconfig"),
    clusterIdentifier: pulumi.unsecret(shown("outside", "clusterIdentifier")),
  };
  if (oidc === undefined) return way;
  const issuer = oidc.issuer.replace(/^https:\/\//, "");
  const arn = oidcProviderArn(placeOf(fleet, cluster).accountId, issuer);
  return { ...way, identity: { provider, awsRegion, trust: { issuer, arn } } };
}
