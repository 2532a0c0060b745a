/** Strings around clusters that somebody else runs, each with the page that defines it. */

/** Key of the stack's configuration that holds the kubeconfig, a secret. */
export const KUBECONFIG_KEY = "atoll:kubeconfig";

/** How the kubeconfig comes into the configuration of a stack. @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/ */
export function setKubeconfigCommand(stack: string, file: string): string {
  return `pulumi config set --secret --stack ${stack} ${KUBECONFIG_KEY} < ${file}`;
}

/** Key of the stack's configuration that says who the cluster is, no secret. */
export const CLUSTER_ID_KEY = "atoll:clusterId";

/** How it is said who the cluster of a stack is. @see https://www.pulumi.com/docs/iac/cli/commands/pulumi_config_set/ */
export function setClusterIdCommand(stack: string, id: string): string {
  return `pulumi config set ${CLUSTER_ID_KEY} ${id} --stack ${stack}`;
}

/** The namespace whose UID says who a cluster is, for as long as it lives. @see https://opentelemetry.io/docs/specs/semconv/resource/k8s/#cluster */
export const CLUSTER_ID_NAMESPACE = "kube-system";

/** Prints who a cluster is. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#uids */
export const CLUSTER_ID_COMMAND = `kubectl get namespace ${CLUSTER_ID_NAMESPACE} -o jsonpath={.metadata.uid}`;

/** UIDs of Kubernetes are UUIDs. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#uids */
export const UID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Kubeconfig of the administrator on a server of K3s. @see https://docs.k3s.io/cluster-access */
export const K3S_KUBECONFIG = "/etc/rancher/k3s/k3s.yaml";

/** Asks whether its sender may do everything. @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access */
export const CLUSTER_ADMIN_REVIEW = {
  apiVersion: "authorization.k8s.io/v1",
  kind: "SelfSubjectAccessReview",
  spec: { resourceAttributes: { verb: "*", group: "*", resource: "*" } },
};

/** DaemonSets by which engines of network policies are known; that of K3s is a part of K3s. @see https://kubernetes.io/docs/concepts/cluster-administration/addons/#networking-and-network-policy */
export const POLICY_ENGINES: Readonly<
  Record<"vpc-cni" | "kube-router" | "calico" | "cilium", readonly string[]>
> = {
  "vpc-cni": ["aws-node"],
  "kube-router": ["kube-router"],
  calico: ["calico-node"],
  cilium: ["cilium"],
};

/** What builds of K3s and RKE2 end with, in versions of servers and nodes. @see https://docs.k3s.io/release-notes/v1.35.X */
export const K3S_BUILD = "+k3s";

/** Settings of Cilium, and the one by which rules about ranges hold for machines, too. @see https://docs.cilium.io/en/stable/security/policy/language/#selecting-nodes-with-cidr-ipblock */
export const CILIUM_SETTINGS = "/api/v1/namespaces/kube-system/configmaps/cilium-config";
export const CILIUM_RANGE_MODE = "policy-cidr-match-mode";

/** Deployment of the AWS Load Balancer Controller, by a label of its chart. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/ */
export const LOAD_BALANCER_CONTROLLER = "aws-load-balancer-controller";

/** Beginning of a node's id where the machine is in AWS. @see https://cloud-provider-aws.sigs.k8s.io/prerequisites/ */
export const AWS_PROVIDER_ID = "aws://";

/** Ports of API servers, behind their Service and on machines. @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
export const API_SERVER_PORTS: readonly number[] = [443, 6443];
