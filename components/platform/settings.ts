import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { Ring } from "../../fleet/charts/chart.ts";
import type { AddOnChoices } from "../../fleet/schema/add-ons.ts";
import type { SsoSettings } from "../../fleet/schema/sso.ts";
import type { PlatformLevel } from "../../fleet/sla.ts";
import type { CertificateSettings, NameZone } from "./ingress/certificates.ts";
import type { AlertSettings } from "./metrics/alert-settings.ts";
import type { CentralMetrics } from "./metrics/central-metrics.ts";
import type { ObjectStore } from "./object-store.ts";
import type { Range } from "./range.ts";
import type { SecretSource } from "./secrets/secret-source.ts";

export const DEFAULT_INTERNAL_ONLY = false;
export const DEFAULT_EBS_VOLUMES = false;
export const DEFAULT_CELLS = false;

/** Where in the fleet a cluster is: labels of all its metrics, logs and alerts. */
export interface ClusterLabels {
  readonly cluster: string;
  readonly environment: string;
  readonly region: string;
}

/** What the platform of one cluster looks like: plain values, for they decide which resources exist. */
export interface PlatformSettings {
  /** Add-ons of the cluster, in any order. */
  readonly addOns: readonly AddOnName[];
  /** What the cluster's entry says of each add-on, defaults included. */
  readonly choices: AddOnChoices;
  /** What its service level buys. */
  readonly level: PlatformLevel;
  /** Where in the fleet the cluster is. */
  readonly labels: ClusterLabels;
  /** Address of the folder of runbooks, without a slash at its end. */
  readonly runbooksUrl: string;
  /** Pods of each workload that can have several, on as many nodes. Range 1..5. */
  readonly replicas: number;
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** Ranges from which the API server calls, and at which pods find it. */
  readonly apiServerRanges: readonly Range[];
  /** Ranges of the nodes. */
  readonly nodeRanges: readonly Range[];
  /** Ranges from which machines reach pods of other machines through an overlay, API servers among them. @default none */
  readonly overlayRanges?: readonly Range[];
  /** Refuses to delete namespaces whose volumes hold data. @default - they may be deleted */
  readonly protect?: boolean;
  /** Whether the load balancer is for the network alone, because nothing leads in from the internet. @default false */
  readonly internalOnly?: boolean;
  /** Where names below the cluster's own zone are written. @default - nowhere */
  readonly names?: NameZone;
  /** How certificates are issued. @default - none are */
  readonly certificates?: CertificateSettings;
  /** Buckets of the region. @default - it has none */
  readonly stores?: { readonly logs?: ObjectStore; readonly backups?: ObjectStore };
  /** Whether volumes are those of EBS in the cluster's account. @default false */
  readonly ebsVolumes?: boolean;
  /** Where its secrets lie. @default - nowhere: people make them in the cluster */
  readonly secrets?: SecretSource;
  /** Who the people of the platform are. @default - each page has its own way */
  readonly sso?: SsoSettings;
  /** Ids of the tenants that it carries, sorted. @default none */
  readonly tenants?: readonly string[];
  /** Whether stacks beside its own bring tenants, at any time. @default false */
  readonly cells?: boolean;
  /** How alerts reach people. @default - nobody hears of them */
  readonly alerting?: AlertSettings;
  /** Whether its metrics go to another cluster too, or others' come here. @default - neither */
  readonly centralMetrics?: CentralMetrics;
  /** Values laid over those of an add-on's chart. @default none */
  readonly valuesOverrides?: Readonly<Partial<Record<AddOnName, Readonly<Record<string, unknown>>>>>;
  /** Ring of the catalog that the cluster follows. @default - stable, the version for all */
  readonly ring?: Ring;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
}

/** Whether tenants live in the cluster or may come at any time: what serves theirs alone is made only then. */
export function hasTenants({
  tenants = [],
  cells = DEFAULT_CELLS,
}: Pick<PlatformSettings, "tenants" | "cells">): boolean {
  return cells || tenants.length > 0;
}
