import type { Plan } from "../../plan/plan.ts";
import { pendingCreates } from "../recover/unfinished.ts";
import { balancedServices, cloudObjects, retainedVolumes } from "./cloud-objects.ts";
import type { ClusterApi } from "../cluster/cluster-api.ts";
import { taggedText } from "./controller-kinds.ts";
import { foreignIn } from "./drain.ts";
import { type Job, momentOf, type Moment, protectedIn, resourceText } from "./job.ts";
import { livingClusters, withClusters } from "./live-clusters.ts";
import { heldText, objectText } from "./live-objects.ts";
import { statePlan } from "./state-plan.ts";

/** What a teardown would do, step by step. */
export interface Overview {
  readonly stack: string;
  /** Step 1: what stands under protection. */
  readonly protected: readonly string[];
  /** Step 2: what controllers made and the drain takes away, or waits for. */
  readonly drained: readonly string[];
  /** What people made: the teardown stops at it. */
  readonly stops: readonly string[];
  /** Disks that stay on purpose when the cluster goes. */
  readonly retained: readonly string[];
  /** Step 3: what the state has and the destroy deletes. */
  readonly destroyed: Plan;
  /** Operations that a killed run left. */
  readonly pending: number;
}

/** Looks at everything and changes nothing. */
export async function overviewOf(job: Job): Promise<Overview> {
  const moment = await momentOf(job);
  const { state, ground } = moment;
  const drain = await withClusters({ ...job, ground }, (clusters) =>
    drainOverview(moment, clusters, job.gone),
  );
  return {
    stack: job.stack,
    protected: protectedIn(state).map(resourceText),
    ...drain,
    destroyed: statePlan(job.stack, state),
    pending: pendingCreates(state).length,
  };
}

async function drainOverview(
  { ground }: Moment,
  clusters: readonly ClusterApi[],
  gone: Job["gone"],
): Promise<Pick<Overview, "drained" | "stops" | "retained">> {
  const drained: string[] = [];
  const stops: string[] = [];
  const retained: string[] = [];
  const kept = new Set<string>();
  for (const cluster of clusters) {
    const objects = await cloudObjects(cluster, ground.ids);
    drained.push(...objects.map(heldText));
    const own = new Set(objects.map(objectText));
    for (const service of await balancedServices(cluster))
      if (!own.has(`Service ${service}`)) kept.add(service);
    retained.push(...(await retainedVolumes(cluster)).map(objectText));
  }
  const living = await livingClusters(ground);
  for (const place of ground.places) {
    const { foreign, made } = await foreignIn({ ground, place, kept, gone }, living);
    drained.push(...made.map(taggedText));
    drained.push(...foreign.filter(({ fate }) => fate !== "stays").map(({ text }) => text));
    stops.push(...foreign.filter(({ fate }) => fate === "stays").map(({ text }) => text));
  }
  return { drained, stops, retained };
}
