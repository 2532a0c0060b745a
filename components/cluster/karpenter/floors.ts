import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { CronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import type { Provider } from "@pulumi/kubernetes/provider.js";
import { PriorityClass } from "@pulumi/kubernetes/scheduling/v1/priorityClass.js";
import type * as pulumi from "@pulumi/pulumi";
import { namespaceLabels } from "../../platform/plan.ts";
import { DENY_ALL } from "../../platform/traffic.ts";
import { FLOOR_PRIORITY, FLOORS, type PlannedFloor } from "./floor-plan.ts";

/** Where placeholders go, and what must exist first. */
export interface FloorsPlace {
  readonly parent: pulumi.Resource;
  readonly provider: Provider;
  /** Kubernetes minor version, such as "1.35". */
  readonly kubernetes: string;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** An update does not wait for machines: whether they can be had now is no matter of the program. */
const NOT_AWAITED = { "pulumi.com/skipAwait": "true" };

/** Jobs stay for a day after their time, for whoever looks. */
const KEPT_SECONDS = 86_400;

/** A placeholder that is moved ends, and another takes its place; this many may, for each node. */
const MOVES = 1_000;

/** Placeholders of all pools in a namespace of their own; nothing where no pool has a floor. */
export function createFloors(name: string, floors: readonly PlannedFloor[], place: FloorsPlace): void {
  if (floors.length === 0) return;
  const { parent, provider, kubernetes, dependsOn } = place;
  const inside = { parent, provider };
  const labels = namespaceLabels({ podSecurity: "restricted" }, kubernetes);
  const namespace = new Namespace(
    `${name}-floors-namespace`,
    { metadata: { name: FLOORS, labels } },
    { ...inside, dependsOn: [...dependsOn] },
  );
  const closed = new NetworkPolicy(
    `${name}-floors-default-deny`,
    { metadata: { name: "default-deny", namespace: FLOORS }, spec: DENY_ALL },
    { ...inside, dependsOn: [namespace], deletedWith: namespace },
  );
  const priority = new PriorityClass(
    `${name}-floors-priority`,
    { metadata: { name: FLOORS }, ...FLOOR_PRIORITY, description: "Placeholders that keep nodes." },
    { ...inside, dependsOn: [...dependsOn] },
  );
  for (const floor of floors)
    createFloor(`${name}-floor-${floor.name}`, floor, { ...inside, dependsOn: [closed, priority] });
}

function createFloor(name: string, floor: PlannedFloor, options: pulumi.CustomResourceOptions): void {
  const { nodes, window, podLabels, podSpec } = floor;
  const metadata = { name: floor.name, namespace: FLOORS, annotations: NOT_AWAITED };
  if (window === undefined) {
    const template = { metadata: { labels: podLabels }, spec: podSpec };
    const spec = { replicas: nodes, selector: { matchLabels: podLabels }, template };
    new Deployment(name, { metadata, spec }, options);
    return;
  }
  const jobSpec = {
    parallelism: nodes,
    completions: nodes * MOVES,
    backoffLimit: nodes * MOVES,
    activeDeadlineSeconds: window.hours * 3_600,
    ttlSecondsAfterFinished: KEPT_SECONDS,
    template: { metadata: { labels: podLabels }, spec: { ...podSpec, restartPolicy: "Never" } },
  };
  const spec = {
    schedule: window.schedule,
    timeZone: "Etc/UTC",
    // A time that is still running goes on: the next one begins when it is over.
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 600,
    jobTemplate: { spec: jobSpec },
  };
  new CronJob(name, { metadata, spec }, options);
}
