import type { AddOnWish } from "../contract.ts";
import type { Workload } from "../workload.ts";
import { isDistributed } from "./loki-address.ts";

/** Copies of each line, so that one pod of three may be lost; also the fewest pods that agree without one of them. */
const COPIES = 3;

/** Parts of a Loki that is one program for each of them, by their names in the chart. */
export const LOKI_PARTS = {
  distributor: "distributor",
  ingester: "ingester",
  querier: "querier",
  queryFrontend: "query-frontend",
  queryScheduler: "query-scheduler",
  indexGateway: "index-gateway",
  compactor: "compactor",
} as const;

export type LokiPart = keyof typeof LOKI_PARTS;

export const LOKI_PART_NAMES = Object.keys(LOKI_PARTS) as readonly LokiPart[];

/** Copies of each line that are kept until it is in the bucket: one where there is one pod. */
export function copiesOf(wish: AddOnWish<"loki">): number {
  return isDistributed(wish) || lokiPods(wish) >= COPIES ? COPIES : 1;
}

/**
 * Pods of a Loki that is one program. Two would be no safer than one: of two copies both must be written, so that the
 * loss of either stops all writing.
 */
function lokiPods({ settings, own }: AddOnWish<"loki">): number {
  return own.storage === "bucket" && settings.replicas > 1 ? COPIES : 1;
}

/** What Loki runs: one program, or one for each of its parts. */
export function lokiWorkloads(wish: AddOnWish<"loki">): Readonly<Record<string, Workload>> {
  if (isDistributed(wish)) return partWorkloads(wish.settings.replicas);
  const replicas = lokiPods(wish);
  const asks =
    replicas === 1 ? { cpuMillicores: 100, memoryMiB: 512 } : { cpuMillicores: 250, memoryMiB: 1024 };
  return { singleBinary: { kind: "StatefulSet", replicas, ...asks } };
}

/** Only the compactor is alone: two would delete the same old logs. */
function partWorkloads(replicas: number): Readonly<Record<LokiPart, Workload>> {
  const many = Math.max(2, replicas);
  return {
    distributor: { kind: "Deployment", replicas: many, cpuMillicores: 100, memoryMiB: 256 },
    ingester: {
      kind: "StatefulSet",
      replicas: Math.max(COPIES, replicas),
      cpuMillicores: 250,
      memoryMiB: 1024,
    },
    querier: { kind: "Deployment", replicas: many, cpuMillicores: 200, memoryMiB: 512 },
    queryFrontend: { kind: "Deployment", replicas: 2, cpuMillicores: 50, memoryMiB: 256 },
    queryScheduler: { kind: "Deployment", replicas: 2, cpuMillicores: 50, memoryMiB: 128 },
    indexGateway: { kind: "StatefulSet", replicas: 2, cpuMillicores: 50, memoryMiB: 256 },
    compactor: { kind: "StatefulSet", replicas: 1, cpuMillicores: 100, memoryMiB: 512 },
  };
}
