import { LOAD_BALANCER_TAGS } from "../../../fleet/charts/platform-vocabulary.ts";
import type { Cluster } from "../../cluster/cluster.ts";

/** Tags of a Service's load balancer, where the cluster is one of ours in a cloud. */
export function loadBalancerTags({ cloud }: Pick<Cluster, "cloud">): Readonly<Record<string, string>> {
  const tags = Object.entries(cloud?.tags ?? {}).map(([key, value]) => `${key}=${value}`);
  return tags.length === 0 ? {} : { [LOAD_BALANCER_TAGS]: tags.join(",") };
}
