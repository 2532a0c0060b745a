import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { ClusterFacts, Permission } from "../cluster/cluster.ts";
import type { AddOnObject } from "../platform/contract.ts";
import type { Labels } from "./namespace-plan.ts";
import type { TenantSettings } from "./settings.ts";

/** One object of a slice that is made through an add-on: it exists where the cluster has that add-on. */
export interface SliceObject extends AddOnObject {
  /** Add-on whose kinds or controller it needs. */
  readonly needs: AddOnName;
  /** Namespace it is in. @default - the slice's own */
  readonly namespace?: string;
  /** Refuses to be deleted. @default false */
  readonly protect?: boolean;
}

/** Rights of one account of a slice in the cloud. */
export interface SliceGrant {
  /** Name of the ServiceAccount, which comes with its annotations, or which a controller makes. */
  readonly serviceAccount: string;
  readonly permissions: readonly Permission[];
  /** Who acts with them. @default "pod" */
  readonly bearer?: "pod" | "token";
  /** Whether the account is made here. @default - a controller makes it */
  readonly made?: true;
  /** Whether pods of an account that is made here get its token of the API server. @default - they get none */
  readonly hasToken?: true;
}

/** All that decides the objects of a slice. */
export interface SliceContext {
  readonly settings: TenantSettings;
  readonly facts: ClusterFacts;
  /** Name of the namespace. */
  readonly namespace: string;
  /** Labels of every object inside it. */
  readonly labels: Labels;
  /** Whether the cluster has an add-on. */
  readonly has: (addOn: AddOnName) => boolean;
}

/** What one part of a slice adds to it. */
export interface SlicePart {
  /** @default none */
  objects?(context: SliceContext): readonly SliceObject[];
  /** @default none */
  grants?(context: SliceContext): readonly SliceGrant[];
}
