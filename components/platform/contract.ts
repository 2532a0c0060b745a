import type * as pulumi from "@pulumi/pulumi";
import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { ImageName } from "../../fleet/charts/chart-source.ts";
import type { ChartName } from "../../fleet/charts/charts.ts";
import type { ClusterCloud, ClusterFacts, Permission } from "../cluster/cluster.ts";
import type { PlatformSettings } from "./settings.ts";
import type { Traffic } from "./traffic.ts";

/** What an add-on says about itself, as data: the platform decides from it in which order, where and how guarded. */
export interface AddOnContract {
  readonly name: AddOnName;
  /** What it is for, in one sentence. */
  readonly purpose: string;
  readonly chart: ChartName;
  /** Chart with nothing but the kinds of `chart`, installed before it. @default - `chart` brings its own */
  readonly crdChart?: ChartName;
  /** Namespace of its own. */
  readonly namespace: string;
  /** What its pods may ask of the node. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
  readonly podSecurity: "restricted" | "baseline" | "privileged";
  /** Add-ons that must be ready first. */
  readonly requires: readonly AddOnName[];
  /** Add-ons that cannot be beside it. */
  readonly conflicts: readonly AddOnName[];
  /** Every connection it needs, by a name for it; nothing else passes. */
  readonly traffic: Readonly<Record<string, Traffic>>;
  /** ServiceAccount whose pods act in the cloud. @default - none does */
  readonly serviceAccount?: string;
  /** How it is known to work: its pods are ready, a job of the chart has tried it, or its kinds are there. */
  readonly ready: { readonly kind: "release" | "hook" | "crds"; readonly what: string };
  /** How it goes: what is removed before its controller, and what stays. */
  readonly teardown: { readonly first: readonly string[]; readonly stays: readonly string[] };
  /** Seconds that an installation or upgrade may take before it is rolled back. Range 60..3600. */
  readonly timeoutSeconds: number;
}

/** What values and objects of an add-on are made from. */
export interface AddOnContext {
  readonly settings: PlatformSettings;
  readonly facts: ClusterFacts;
  readonly cloud?: ClusterCloud;
  /** Annotations that its ServiceAccount needs to act in the cloud. */
  readonly identity: Readonly<Record<string, pulumi.Input<string>>>;
  /** An image of the catalog, from the mirror if there is one. */
  readonly image: (containing: string) => ImageName;
}

/** An object that an add-on declares beside its chart, of a kind that the chart or another add-on brings. */
export interface AddOnObject {
  /** What it is for: the end of its logical name. */
  readonly role: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Whether it is in the add-on's namespace, or in none. */
  readonly namespaced: boolean;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Values of a chart: plain, but for what only the cloud knows. */
export type Values = Readonly<Record<string, unknown>>;

/** One add-on: what it says about itself, the values of its chart, and what it declares beside it. */
export interface AddOn {
  readonly contract: AddOnContract;
  readonly values: (context: AddOnContext) => Values;
  /** Objects that need the chart to be ready. @default none */
  readonly objects?: (context: AddOnContext) => readonly AddOnObject[];
  /** What its ServiceAccount may do in the cloud. @default nothing */
  readonly permissions?: (settings: PlatformSettings) => readonly Permission[];
}
