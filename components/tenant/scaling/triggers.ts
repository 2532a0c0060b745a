import { QUEUE_ADDRESS } from "../../../fleet/charts/delivery-vocabulary.ts";
import type { ScalingEntry } from "../../../fleet/schema/tenants/scaling.ts";
import type { SliceContext } from "../slice-object.ts";
import { ownQuery, requestsQuery } from "./metric-queries.ts";

/** What a ScaledObject scales by, as KEDA reads it: every value is a text. */
export interface Trigger {
  readonly type: "cron" | "prometheus" | "aws-sqs-queue";
  readonly metadata: Readonly<Record<string, string>>;
  readonly authenticationRef?: { readonly name: string };
}

/**
 * Triggers of one application. Metrics are asked for only where the cluster has a store of them.
 *
 * @see https://keda.sh/docs/latest/scalers/
 */
export function triggers(context: SliceContext, name: string, scaling: ScalingEntry): readonly Trigger[] {
  const { cron, queue } = scaling;
  return [
    ...cron.map(({ start, end, timezone, pods }): Trigger => {
      return { type: "cron", metadata: { timezone, start, end, desiredReplicas: `${pods}` } };
    }),
    ...metricTriggers(context, name, scaling),
    ...(queue === undefined ? [] : [queueTrigger(name, queue)]),
  ];
}

function metricTriggers(
  { settings, namespace }: SliceContext,
  name: string,
  { query, http }: ScalingEntry,
): readonly Trigger[] {
  const { metricsAddress, tenant, environment } = settings;
  if (metricsAddress === undefined) return [];
  const asked = (text: string, perPod: number): Trigger => ({
    type: "prometheus",
    metadata: { serverAddress: metricsAddress, query: text, threshold: `${perPod}` },
  });
  return [
    ...(query === undefined ? [] : [asked(ownQuery(namespace, query), query.perPod)]),
    ...(http === undefined ? [] : [asked(requestsQuery(tenant, environment, name), http.requestsPerPod)]),
  ];
}

function queueTrigger(name: string, { sqs, perPod }: NonNullable<ScalingEntry["queue"]>): Trigger {
  const awsRegion = QUEUE_ADDRESS.exec(sqs)?.groups?.["region"] ?? "";
  return {
    type: "aws-sqs-queue",
    metadata: { queueURL: sqs, queueLength: `${perPod}`, awsRegion },
    authenticationRef: { name },
  };
}
