import { LOAD_BALANCER_ACCOUNT } from "../../../fleet/k3s/system-vocabulary.ts";
import type { Permission } from "../../cluster/cluster.ts";
import type { AddOn, AddOnContext, AddOnWish, Values } from "../contract.ts";
import type { RuleGroup } from "../rules.ts";
import { PLATFORM_PRIORITY } from "../workload.ts";
import { INTERNAL_ISSUER } from "./issuers.ts";
import { loadBalancerPermissions } from "./load-balancer-permissions.ts";
import { LOAD_BALANCER_PORTS, loadBalancerValues, loadBalancerWorkload } from "./load-balancer-values.ts";

const ERRORS = "controller_runtime_reconcile_errors_total";
const API_ERRORS = "aws_api_call_permission_errors_total";

/**
 * Network load balancers that hand on to pods themselves, on EKS, where pods have addresses of the VPC: no port of a node
 * is open, and callers keep their address. K3s in AWS brings the same controller before its platform.
 *
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/
 */
export const awsLoadBalancerController: AddOn<"aws-load-balancer-controller"> = {
  contract: {
    name: "aws-load-balancer-controller",
    purpose: "Makes the network load balancers of Services, which hand on to pods themselves.",
    chart: "aws-load-balancer-controller",
    crdChart: "aws-load-balancer-controller-crds",
    namespace: "aws-load-balancer-controller",
    podSecurity: "restricted",
    requires: ["cert-manager"],
    conflicts: [],
    traffic: {
      dns: { to: "dns" },
      "api-server": { to: "api-server" },
      webhook: { from: "api-server", port: LOAD_BALANCER_PORTS.webhook },
      cloud: { to: "internet", ports: [443], why: "the APIs of EC2 and of load balancing" },
      metrics: { from: "metrics", port: LOAD_BALANCER_PORTS.metrics },
    },
    ready: { kind: "release", what: "its pods are ready: they hold their certificate and have read the VPC" },
    teardown: {
      first: ["Services of its class, so that their load balancers go"],
      stays: ["its kinds"],
    },
    backup: "It keeps nothing: load balancers are made again from Services, with other addresses.",
    metrics: [ERRORS, API_ERRORS],
    notes: [
      "On EKS alone: K3s in AWS has it in kube-system before the platform, and elsewhere there is nothing for it to do.",
      "The webhook that would take every Service of type LoadBalancer is off: Services name their class, and none waits for this controller.",
      "A Service cannot change what answers it: where Traefik already has a load balancer of the cloud controller, delete its Service once after this add-on is on, and bring the cluster up again. The name leads to the new one within minutes.",
      "A network without a way out gets it only when asked, and needs the endpoint elasticloadbalancing.",
    ],
    timeoutSeconds: 600,
  },
  values,
  rights: (wish) => [{ serviceAccount: LOAD_BALANCER_ACCOUNT, permissions: permissions(wish) }],
  workloads: ({ settings }) => ({ controller: loadBalancerWorkload(podsOf(settings.replicas)) }),
  rules: () => [RULES],
};

/** One works at a time, and the second takes over. */
const podsOf = (replicas: number): number => Math.min(2, replicas);

function values({ facts, cloud, settings, identity, has }: AddOnContext): Values {
  if (cloud === undefined) throw new Error(`${facts.id} has no cloud whose load balancers could be made`);
  const { awsRegion, vpcId, tags } = cloud;
  const parts = {
    cluster: facts.id,
    awsRegion,
    vpcId,
    tags,
    identity: identity(LOAD_BALANCER_ACCOUNT),
    replicas: podsOf(settings.replicas),
    imageMirror: settings.imageMirror,
  };
  return {
    ...loadBalancerValues(parts, "ip"),
    priorityClassName: PLATFORM_PRIORITY,
    // Otherwise the chart makes an authority by chance at each upgrade.
    enableCertManager: true,
    certManager: { issuerRef: { kind: "ClusterIssuer", name: INTERNAL_ISSUER } },
    serviceMonitor: { enabled: has("prometheus-operator-crds") },
  };
}

/** Before the cloud is known, only whether there are any is asked. */
function permissions({ cloud, settings }: AddOnWish): readonly Permission[] {
  const { accountId = "*", awsRegion = "*" } = cloud ?? {};
  const vpcArn = (id: string): string => `arn:aws:ec2:${awsRegion}:${accountId}:vpc/${id}`;
  return loadBalancerPermissions({
    cluster: settings.labels.cluster,
    accountId,
    awsRegion,
    vpcArn: cloud === undefined ? vpcArn("*") : cloud.vpcId.apply(vpcArn),
  });
}

const RULES: RuleGroup = {
  name: "aws-load-balancer-controller",
  rules: [
    {
      alert: "LoadBalancerNotReconciled",
      expr: `sum by (controller) (increase(${ERRORS}{namespace="aws-load-balancer-controller"}[15m])) > 3`,
      for: "15m",
      severity: "warning",
      summary: "Load balancers of the cluster don't follow its Services and pods.",
    },
    {
      alert: "LoadBalancerRightsMissing",
      expr: `sum(increase(${API_ERRORS}[15m])) > 0`,
      for: "15m",
      severity: "warning",
      summary: "AWS refuses what the controller of load balancers wants to do.",
    },
  ],
};
