import type { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Record } from "@pulumi/aws/route53/record.js";
import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import * as pulumi from "@pulumi/pulumi";
import { MONITORING_NAMESPACE } from "../../../fleet/tenant-vocabulary.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import type { CentralMetrics } from "./central-metrics.ts";
import { CENTRAL_PODS } from "./central-gate.ts";
import { METRICS_PORTS } from "./endpoints.ts";
import { internalLoadBalancer } from "./internal-load-balancer.ts";

/** Seconds for which resolvers keep the address. */
const RECORD_SECONDS = 60;

export interface CentralWayInArgs {
  /** The management cluster. */
  readonly cluster: Cluster;
  /** AWS provider of its account. */
  readonly provider: AwsProvider;
  /** Public zone of the region, in which certificates are proven; the address in it is a private one. */
  readonly zoneId: pulumi.Input<string>;
  /** Whose metrics come in, and by which name. */
  readonly central: Extract<CentralMetrics, { role: "receiver" }>;
  /** Whether the controller of load balancers is an add-on of the cluster. */
  readonly hasController: boolean;
}

/**
 * The private way into the store of a management cluster: an internal load balancer that takes what comes from the
 * ranges of its senders, and the name by which they find it.
 */
export class CentralWayIn extends pulumi.ComponentResource {
  constructor(name: string, args: CentralWayInArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super("atoll:platform:CentralWayIn", name, {}, opts);
    const { cluster, provider, zoneId, central, hasController } = args;
    const { annotations, spec } = internalLoadBalancer(cluster, hasController);
    const service = new Service(
      `${name}-service`,
      {
        metadata: { name: "central-metrics", namespace: MONITORING_NAMESPACE, annotations },
        spec: {
          ...spec,
          selector: CENTRAL_PODS,
          ports: [{ name: "https", port: METRICS_PORTS.auth, targetPort: METRICS_PORTS.auth }],
          loadBalancerSourceRanges: [...new Set(central.senders.flatMap(({ cidrs }) => cidrs))].sort(),
        },
      },
      { parent: this, provider: cluster.provider },
    );
    const address = service.status.apply(({ loadBalancer }) => hostnameOf(loadBalancer));
    new Record(
      `${name}-name`,
      { zoneId, name: central.host, type: "CNAME", ttl: RECORD_SECONDS, records: [address] },
      { parent: this, provider },
    );
    this.registerOutputs({});
  }
}

interface Balanced {
  readonly ingress?: readonly { readonly hostname?: string }[];
}

/** The engine waits until there is one; a plan has none yet. */
function hostnameOf({ ingress = [] }: Balanced): string {
  return ingress[0]?.hostname ?? "";
}
