import type { Plan } from "../../plan/plan.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";
import { exportState, type ExportedState, type StateResource } from "../recover/state.ts";
import { type Ground, groundOf } from "./ground.ts";

/** How an operation of the engine ended. */
export interface OperationEnd {
  readonly succeeded: boolean;
  /** What the engine and the providers said of it. */
  readonly said: string;
}

/** How a step is shown while it runs. */
export interface StepTalk {
  say(status: string): void;
  tell(line: string): void;
}

/** One stack that is torn down, and by what means. */
export interface Job {
  readonly tools: ClusterTools;
  readonly stack: string;
  /** What the program wants; absent where the inventory no longer has the entry. */
  readonly plan?: Plan;
  /** Clusters of the fleet that are gone for good. @default - none is known */
  readonly gone?: ReadonlySet<string>;
  /** Step 1: takes protection away, by an update in which the entry retires. */
  clear(): Promise<OperationEnd>;
  /** Step 3. @param isGone whether the cluster is gone, so that what was inside can only be forgotten */
  destroy(isGone: boolean, talk: StepTalk): Promise<OperationEnd>;
}

/** What is known of a stack at one moment. */
export interface Moment {
  readonly state: ExportedState;
  readonly ground: Ground;
}

export async function momentOf({ tools, stack, plan }: Job): Promise<Moment> {
  const state = await exportState(tools, stack);
  return { state, ground: await groundOf(tools, stack, state, plan) };
}

/** Resources of a state that stand under protection, of the engine or of AWS. */
export function protectedIn({ deployment: { resources = [] } }: ExportedState): readonly StateResource[] {
  return resources.filter(isProtected);
}

/** Inputs by which AWS itself refuses to delete a thing. */
const AWS_PROTECTION = ["deletionProtection", "enableDeletionProtection"];

/** Whether a resource stands under protection, of the engine or of AWS. */
export function isProtected({ protect, inputs }: StateResource): boolean {
  return protect === true || AWS_PROTECTION.some((name) => inputs?.[name] === true);
}

/** `Vpc dev-vpc` of a URN. */
export function resourceText({ type, urn }: StateResource): string {
  return `${type.slice(type.lastIndexOf(":") + 1)} ${urn.split("::").slice(3).join("::")}`;
}
