import type { HostsEntry } from "../schema/k3s.ts";
import type { K3sDatastoreFlags, K3sSnapshots } from "./boot.ts";

/** A K3s cluster on hosts that exist. */
export interface HostCluster {
  readonly cluster: string;
  /** Name of the region's entry, which becomes a label. */
  readonly region: string;
  /** Release of K3s, such as v1.35.5+k3s1. */
  readonly version: string;
  readonly hosts: HostsEntry;
  readonly flags: K3sDatastoreFlags;
  readonly snapshots: K3sSnapshots;
  /** Where images are pulled from instead of their own registries. @default - from there */
  readonly imageMirror?: string;
  /** Where hosts fetch K3s from: an address with a folder for each release. @default - from GitHub */
  readonly releaseMirror?: string;
  /** Whether the disks of hosts hold volumes of Longhorn. @default false */
  readonly longhorn?: boolean;
}

export type Host = HostsEntry["machines"][string];
