/** Strings of what runs inside K3s clusters that only a controller, AWS or Kubernetes interprets, each with the page that defines it. */

/** Marks the nodes that run the control plane. @see https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane */
export const CONTROL_PLANE_LABEL = "node-role.kubernetes.io/control-plane";

/** Taint of such nodes where nothing else may be. @see https://kubernetes.io/docs/reference/labels-annotations-taints/#node-role-kubernetes-io-control-plane-taint */
export const CONTROL_PLANE_TAINT = "node-role.kubernetes.io/control-plane";

/**
 * Our own label: the release of K3s that a node runs, as tags of images are written. A machine gives it to itself when it
 * joins, and the upgrade afterwards, so that no node is upgraded to what it already has.
 */
export const RELEASE_LABEL = "atoll/k3s-release";

/** A release as labels and tags write it, such as v1.35.5-k3s1. @see https://github.com/k3s-io/k3s-upgrade */
export function releaseTag(release: string): string {
  return release.replaceAll("+", "-");
}

/** Class by which Kubernetes' own parts come before all else. @see https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/ */
export const CRITICAL_PRIORITY = "system-cluster-critical";

/** ServiceAccounts of controllers that act in the cloud. */
export const NODE_LIFECYCLE_ACCOUNT = "atoll-node-lifecycle";
export const LOAD_BALANCER_ACCOUNT = "aws-load-balancer-controller";

/** Tag by which the AWS Load Balancer Controller knows what is its own; the value is the cluster's id. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
export const LOAD_BALANCER_CLUSTER_TAG = "elbv2.k8s.aws/cluster";

/** Service that AWS lets act in the account where load balancers are. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html */
export const LOAD_BALANCER_SERVICE = "elasticloadbalancing.amazonaws.com";

/** Tag that the EBS driver gives all its volumes. @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md */
export const EBS_CLUSTER_TAG = "ebs.csi.aws.com/cluster";

/** Kind of the plans by which nodes are upgraded, and what marks the controller's own pods. @see https://github.com/rancher/system-upgrade-controller/blob/master/doc/plan.md */
export const PLAN_API = "upgrade.cattle.io/v1";
export const PLAN_CRD = "plans.upgrade.cattle.io";
export const UPGRADE_CONTROLLER_LABEL = "upgrade.cattle.io/controller";

/** Driver of Longhorn's volumes, and the namespace that it wants. @see https://longhorn.io/docs/1.12.1/references/storage-class-parameters/ */
export const LONGHORN_PROVISIONER = "driver.longhorn.io";
export const LONGHORN_NAMESPACE = "longhorn-system";

/** Class of its volumes. */
export const LONGHORN_CLASS = "longhorn";

/** Class of K3s's own volumes, each a folder of one node. @see https://docs.k3s.io/storage#setting-up-the-local-storage-provider */
export const LOCAL_PATH_CLASS = "local-path";
