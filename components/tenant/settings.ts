import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { DeliveryWindow } from "../../fleet/schema/delivery-windows.ts";
import type { ApplicationEntry } from "../../fleet/schema/tenants/applications.ts";
import type { DatabaseEntry } from "../../fleet/schema/tenants/databases.ts";
import type { TenantOverrides, TenantSlo, WayOut } from "../../fleet/schema/tenants/needs.ts";
import type { RequestFaults } from "../../fleet/schema/tenants/routes.ts";
import type { Tier, TenantSize } from "../../fleet/tiers.ts";
import type { ObjectStore } from "../platform/object-store.ts";
import type { SecretSource } from "../platform/secrets/secret-source.ts";

export const DEFAULT_PROTECT = false;
export const DEFAULT_MESH = false;
export const DEFAULT_SUSPENDED = false;
export const DEFAULT_FROZEN = false;
export const DEFAULT_OWN_NODES = false;
export const DEFAULT_DELIVERED = true;

/** One application in one environment. */
export interface Application extends Pick<
  ApplicationEntry,
  "repository" | "path" | "tool" | "port" | "public"
> {
  readonly name: string;
  /** Whether it is read with the tenant's credentials. @default false */
  readonly private?: boolean;
  /** Branch, tag or range of tags. */
  readonly revision: string;
  /** Names by which it is reached, its own first; none where no request reaches it. */
  readonly hosts: readonly string[];
  /** Percent of the requests that the Service of its canary gets. Range 0..100. @default - it has none */
  readonly canaryPercent?: number;
  /** What goes wrong on purpose between callers and it. @default none */
  readonly faults?: RequestFaults;
  /** How it scales. @default - as its own files say */
  readonly scaling?: ApplicationEntry["scaling"];
}

/** One database in one environment. */
export interface Database extends Omit<
  DatabaseEntry,
  "environments" | "size" | "retireFrom" | "failedMajor"
> {
  readonly name: string;
  readonly size: TenantSize;
}

/** One environment of a tenant in one cluster: plain values, for they decide what exists. */
export interface TenantSettings {
  /** Id of the tenant. */
  readonly tenant: string;
  /** Name of the environment, such as production. */
  readonly environment: string;
  /** What the tenant shares with others. */
  readonly tier: Tier;
  /** How much it may use. */
  readonly size: TenantSize;
  /** Groups of people who may deploy and debug. */
  readonly developers: readonly string[];
  /** Groups of people who may look. */
  readonly viewers: readonly string[];
  /** Name for people. @default - the id */
  readonly displayName?: string;
  /** Whether its pods are in the mesh of its cluster. @default false */
  readonly mesh?: boolean;
  /** Refuses to delete the namespace, and with it the tenant's volumes. @default false */
  readonly protect?: boolean;
  /** When it is deployed to, or not: the platform's windows and its own. @default - at all times */
  readonly windows?: readonly DeliveryWindow[];
  /** Whether what it declares is deployed: not into a cluster that retires. @default true */
  readonly delivered?: boolean;
  /** Address below which metrics are asked for in the words of Prometheus. @default - nowhere */
  readonly metricsAddress?: string;
  /** Nothing runs, and all data stays. @default false */
  readonly suspended?: boolean;
  /** Applications stay asleep, and databases are awake for their last backup. @default false */
  readonly frozen?: boolean;
  /** Add-ons of its cluster. @default none */
  readonly addOns?: readonly AddOnName[];
  /** Its applications in this environment, by name. @default none */
  readonly applications?: readonly Application[];
  /** Its databases in this environment, by name. @default none */
  readonly databases?: readonly Database[];
  /** Ranges at which pods of databases find the API server. @default - wherever HTTPS leads */
  readonly apiServerRanges?: readonly string[];
  /** Addresses that its programs may reach. @default none */
  readonly egress?: readonly WayOut[];
  /** Ranges that no way out holds, even where one is wider. @default none */
  readonly closedRanges?: readonly string[];
  /** Domain of its names, for which certificates can be had. @default - none, so nothing of it is reached from outside */
  readonly domain?: string;
  /** Registries from which its images come. @default - any */
  readonly registries?: readonly string[];
  /** Whether its pods belong on nodes of its own, and on no others. @default false */
  readonly ownNodes?: boolean;
  /** Pods that a stateless workload has at least, for the loss of one of its zones. Range 1..3. @default - any */
  readonly leastReplicas?: number;
  /** Amounts that differ from tier and size. @default none */
  readonly limits?: TenantOverrides;
  /** How often volumes and objects are kept. @default none */
  readonly backup?: "none" | "daily" | "hourly";
  /** Hours between two copies that the platform makes of all volumes. Range 1..24. @default - it makes none */
  readonly volumeCopyHours?: number;
  /** What is promised to it. @default - what is promised to all */
  readonly slo?: TenantSlo;
  /** Where pages of alerts are. @default - in the repository of the fleet */
  readonly runbooksUrl?: string;
  /** Who pays. @default - the tenant */
  readonly costCentre?: string;
  /** Where its secrets lie. @default - nowhere: people make them in the namespace */
  readonly secrets?: SecretSource;
  /** Bucket of backups; its own folder in it is `tenants/<tenant>/<environment>/`. @default - none */
  readonly store?: ObjectStore;
}
