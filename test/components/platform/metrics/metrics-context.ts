import type { ClusterFacts } from "../../../../components/cluster/cluster.ts";
import type { MetricsContext } from "../../../../components/platform/metrics/metric-parts.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import { addOnContext } from "../add-on-context.ts";

/** Context of the metrics of one cluster with every add-on of this subject. */
export function metricsContext(
  changes: Partial<PlatformSettings> = {},
  facts: Partial<ClusterFacts> = {},
  own: Readonly<Record<string, unknown>> = {},
): MetricsContext {
  const secrets = { accountId: "111122223333", awsRegion: "eu-central-1", prefix: "atoll/lagoon" };
  return addOnContext("victoria-metrics", {
    own,
    beside: ["cert-manager", "external-secrets", "prometheus-operator-crds"],
    settings: { secrets, ...changes },
    facts,
  });
}
