import type * as pulumi from "@pulumi/pulumi";
import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { ImageName } from "../../fleet/charts/chart-source.ts";
import type { ChartName } from "../../fleet/charts/charts.ts";
import type { AddOnChoices } from "../../fleet/schema/add-ons.ts";
import type { ClusterCloud, ClusterFacts, Permission } from "../cluster/cluster.ts";
import type { RuleGroup } from "./rules.ts";
import type { PlatformSettings } from "./settings.ts";
import type { Traffic } from "./traffic.ts";
import type { Workload } from "./workload.ts";

/** What an add-on says about itself, as data: the platform decides from it in which order, where and how guarded. */
export interface AddOnContract {
  readonly name: AddOnName;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly chart: ChartName;
  /** Chart with nothing but the kinds of `chart`, installed before it. @default - `chart` brings its own */
  readonly crdChart?: ChartName;
  /** Charts of the same namespace, installed after `chart`, each after the one before. @default none */
  readonly companions?: readonly ChartName[];
  /** Namespace of its own. */
  readonly namespace: string;
  /** What its pods may ask of the node. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
  readonly podSecurity: "restricted" | "baseline" | "privileged";
  /** Add-ons that must be there, and ready first. */
  readonly requires: readonly AddOnName[];
  /** Add-ons that must be ready first where they are there. @default none */
  readonly after?: readonly AddOnName[];
  /** Add-ons that cannot be beside it. */
  readonly conflicts: readonly AddOnName[];
  /** Every connection it needs, by a name for it; nothing else passes. */
  readonly traffic: Readonly<Record<string, Traffic>>;
  /** Whether its pods speak through the mesh where there is one, marked by `outboundMarks`. @default - none does */
  readonly mesh?: "outbound";
  /** Call of the API server without whose answer no object of its kinds is taken. @default - there is none, or one that may fail */
  readonly webhook?: AddOnWebhook;
  /** How it is known to work: its pods are ready, a job of the chart has tried it, or its kinds are there. */
  readonly ready: { readonly kind: "release" | "hook" | "crds"; readonly what: string };
  /** How it goes: what is removed before its controller, and what stays. */
  readonly teardown: { readonly first: readonly string[]; readonly stays: readonly string[] };
  /**
   * Whether volumes of its namespace hold what cannot be had again: then the namespace refuses to go where the cluster
   * protects, for all volumes go with it. @default - it has no volumes, or a cache in them
   */
  readonly keepsVolumes?: true;
  /** What of it can be had again from where, or why nothing is lost. One sentence. */
  readonly backup: string;
  /** What people should know of its choices, one sentence each, for its page. @default none */
  readonly notes?: readonly string[];
  /** Metrics that it exposes and that rules or dashboards read, by name. @default none */
  readonly metrics?: readonly string[];
  /** Seconds that an installation or upgrade may take before it is rolled back. Range 60..3600. */
  readonly timeoutSeconds: number;
}

/** A call that the API server makes before it takes an object; objects wait until it is answered. */
export interface AddOnWebhook {
  readonly kind: "validating" | "mutating";
  /** Name of its configuration in the cluster, as the chart makes it. */
  readonly configuration: string;
  /** Object of a kind that it is asked about, and takes: asked for in a dry run, never made. */
  readonly probe: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly body: Readonly<Record<string, unknown>>;
  };
}

/** What an inventory alone says of an add-on and its neighbours. */
export interface AddOnWish<Name extends AddOnName = AddOnName> {
  readonly settings: PlatformSettings;
  /** What the cluster's entry says of this add-on, defaults included. */
  readonly own: AddOnChoices[Name];
  /** Whether another add-on is there. */
  readonly has: (name: AddOnName) => boolean;
  /** Namespaces of the add-ons that are there, sorted. */
  readonly namespaces: readonly string[];
  /** What is behind the cluster. @default - no cloud, or nothing is registered yet */
  readonly cloud?: ClusterCloud;
}

/** What an add-on decides from, before anything is registered. */
export interface AddOnGround<Name extends AddOnName = AddOnName> extends AddOnWish<Name> {
  readonly facts: ClusterFacts;
}

/** What values and objects of an add-on are made from. */
export interface AddOnContext<Name extends AddOnName = AddOnName> extends AddOnGround<Name> {
  /** Annotations that a ServiceAccount needs to act in the cloud. */
  readonly identity: (serviceAccount: string) => Readonly<Record<string, pulumi.Input<string>>>;
  /** An image of the add-on's charts, from the mirror if there is one. */
  readonly image: (containing: string) => ImageName;
}

/** What keeps an add-on from being installed, and what to do about it. */
export interface AddOnFault {
  readonly expected: string;
  /** What there is instead. @default "none" */
  readonly got?: string;
  readonly hint: string;
}

/** What one ServiceAccount of an add-on's namespace may do in the cloud. */
export interface AddOnRights {
  readonly serviceAccount: string;
  /** Who acts with it: pods that run as it, or External Secrets, which shows a token of it. @default "pods" */
  readonly by?: "pods" | "external-secrets";
  readonly permissions: readonly Permission[];
}

/** An object that an add-on declares beside its chart. */
export interface AddOnObject {
  /** What it is for: the end of its logical name. */
  readonly role: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Whether it is in the add-on's namespace, or in none. */
  readonly namespaced: boolean;
  /** Whether pods of the chart need it, so that it comes before them. @default - it comes after all charts */
  readonly first?: true;
  /** Whether its controller makes it as it starts, so that it is changed here and neither made nor deleted. @default - it is made here */
  readonly madeByController?: true;
  readonly labels?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly annotations?: Readonly<Record<string, pulumi.Input<string>>>;
  /** All but its kind and metadata, such as `spec` or `data`. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Values of a chart: plain, but for what only the cloud knows. */
export type Values = Readonly<Record<string, unknown>>;

/** One add-on: what it says about itself, the values of its charts, and what it declares beside them. */
export interface AddOn<Name extends AddOnName = AddOnName> {
  readonly contract: AddOnContract;
  /** Values of its chart. */
  values(context: AddOnContext<Name>): Values;
  /** Values of its other charts, that of its kinds included. @default none */
  otherValues?(chart: ChartName, context: AddOnContext<Name>): Values;
  /** Objects beside its charts. @default none */
  objects?(context: AddOnContext<Name>): readonly AddOnObject[];
  /** Who of it may do what in the cloud. @default - nobody may do anything */
  rights?(wish: AddOnWish<Name>): readonly AddOnRights[];
  /** What it runs and what that asks for, by the name of the workload; those that its operator makes included. @default nothing */
  workloads?(ground: AddOnGround<Name>): Readonly<Record<string, Workload>>;
  /** What the inventory lacks that it cannot be without. @default nothing */
  faults?(wish: AddOnWish<Name>): readonly AddOnFault[];
  /** What is recorded and watched of it. @default nothing */
  rules?(ground: AddOnGround<Name>): readonly RuleGroup[];
}
