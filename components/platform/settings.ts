import type { AddOnName } from "../../fleet/add-ons.ts";
import type { CertificateSettings } from "./certificates.ts";

/** What the platform of one cluster looks like: plain values, for they decide which resources exist. */
export interface PlatformSettings {
  /** Add-ons of the cluster, in any order. */
  readonly addOns: readonly AddOnName[];
  /** Pods of each workload that can have several, on as many nodes. Range 1..5. */
  readonly replicas: number;
  /** Zone below which the names of this cluster live. */
  readonly dnsZone: string;
  /** Ranges from which the API server calls, and at which pods find it. */
  readonly apiServerRanges: readonly string[];
  /** Ranges of the nodes. */
  readonly nodeRanges: readonly string[];
  /** How certificates are issued. @default - none are */
  readonly certificates?: CertificateSettings;
  /** Values laid over those of an add-on's chart. @default none */
  readonly valuesOverrides?: Readonly<Partial<Record<AddOnName, Readonly<Record<string, unknown>>>>>;
  /** Where charts come from. @default - each chart's own repository */
  readonly chartMirror?: string;
  /** Where images come from. @default - each image's own registry */
  readonly imageMirror?: string;
}
