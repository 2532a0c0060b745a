import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { CertificateSettings } from "./certificates.ts";
import type { Range } from "./range.ts";

export const DEFAULT_INTERNAL_ONLY = false;

/** What the platform of one cluster looks like: plain values, for they decide which resources exist. */
export interface PlatformSettings {
  /** Add-ons of the cluster, in any order. */
  readonly addOns: readonly AddOnName[];
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
  /** Whether the load balancer is for the network alone, because nothing leads in from the internet. @default false */
  readonly internalOnly?: boolean;
  /** How certificates are issued. @default - none are */
  readonly certificates?: CertificateSettings;
  /** Values laid over those of an add-on's chart. @default none */
  readonly valuesOverrides?: Readonly<Partial<Record<AddOnName, Readonly<Record<string, unknown>>>>>;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
}
