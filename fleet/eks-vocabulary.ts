/** Strings of EKS and of what runs in it that only AWS or a controller interprets, each with the page that defines it. */

/** Services that assume roles of a cluster. @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html */
export const EKS_SERVICE = "eks.amazonaws.com";
export const EC2_SERVICE = "ec2.amazonaws.com";

/** Who hands credentials to pods. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const POD_IDENTITY_SERVICE = "pods.eks.amazonaws.com";
export const POD_IDENTITY_ACTIONS = ["sts:AssumeRole", "sts:TagSession"] as const;

/** Tags that Pod Identity puts on each session. @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
export const SESSION_CLUSTER_TAG = "aws:RequestTag/eks-cluster-arn";
export const SESSION_NAMESPACE_TAG = "aws:RequestTag/kubernetes-namespace";
export const SESSION_SERVICE_ACCOUNT_TAG = "aws:RequestTag/kubernetes-service-account";

/** Policies that AWS keeps. @see https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html */
export const CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
export const NODE_POLICIES = [
  "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
  "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
] as const;
export const CNI_POLICY = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy";

/** What the CNI does where pods have IPv6 addresses; AWS keeps no policy for it. @see https://docs.aws.amazon.com/eks/latest/userguide/cni-iam-role.html */
export const CNI_INTERFACE_ACTIONS = ["ec2:AssignIpv6Addresses", "ec2:CreateTags"] as const;
export const CNI_READ_ACTIONS = [
  "ec2:DescribeInstanceTypes",
  "ec2:DescribeInstances",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeTags",
] as const;

/** Only volumes and snapshots with the driver's own tags. @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEBSCSIDriverPolicyV2.html */
export const EBS_CSI_POLICY = "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2";

/** What EKS does with the key that encrypts Secrets. @see https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html */
export const SECRETS_KEY_ACTIONS = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:ListGrants",
] as const;

/** Rights inside the cluster. @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
export const ADMIN_ACCESS_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
export const VIEW_ACCESS_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

/** Kind of access entry for nodes that EKS does not launch itself. @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html */
export const NODE_ACCESS_TYPE = "EC2_LINUX";

/** Logs of a control plane. @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
export const CONTROL_PLANE_LOGS = [
  "api",
  "audit",
  "authenticator",
  "controllerManager",
  "scheduler",
] as const;
export type ControlPlaneLog = (typeof CONTROL_PLANE_LOGS)[number];

/** Names of the managed add-ons. @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html */
export const EKS_ADD_ONS = [
  "vpc-cni",
  "kube-proxy",
  "eks-pod-identity-agent",
  "coredns",
  "aws-ebs-csi-driver",
] as const;
export type EksAddOn = (typeof EKS_ADD_ONS)[number];

/** ServiceAccounts of the add-ons that call AWS. @see https://docs.aws.amazon.com/eks/latest/userguide/retreive-iam-info.html */
export const CNI_SERVICE_ACCOUNT = "aws-node";
export const EBS_CSI_SERVICE_ACCOUNT = "ebs-csi-controller-sa";
export const SYSTEM_NAMESPACE = "kube-system";

/** Settings of the VPC CNI. @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md */
export const CNI_PREFIXES = "ENABLE_PREFIX_DELEGATION";
export const CNI_WARM_PREFIXES = "WARM_PREFIX_TARGET";
export const CNI_SUBNET_DISCOVERY = "ENABLE_SUBNET_DISCOVERY";
export const CNI_EXTERNAL_SNAT = "AWS_VPC_K8S_CNI_EXTERNALSNAT";
export const CNI_EXCLUDE_SNAT = "AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS";
/** @see https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html */
export const CNI_CUSTOM_NETWORK = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";
export const CNI_INTERFACE_LABEL = "ENI_CONFIG_LABEL_DEF";
export const CNI_IPV4_EGRESS = "ENABLE_V4_EGRESS";
/** @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html */
export const CNI_POLICY_MODE = "NETWORK_POLICY_ENFORCING_MODE";

/** Keeps ordinary pods off the system nodes. @see https://docs.aws.amazon.com/eks/latest/userguide/critical-workload.html */
export const SYSTEM_NODE_TAINT = "CriticalAddonsOnly";

/** Where a node hands out credentials of its own. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
export const METADATA_ADDRESS = "169.254.169.254/32";
export const METADATA_IPV6_ADDRESS = "fd00:ec2::254/128";

/** Names of a VPC by IPv6. @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS */
export const RESOLVER_IPV6_ADDRESS = "fd00:ec2::253";

/** Driver of EBS volumes, and the mark of the class that a claim without one gets. @see https://kubernetes.io/docs/concepts/storage/storage-classes/ */
export const EBS_PROVISIONER = "ebs.csi.aws.com";
export const CLASS_DEFAULT_ANNOTATION = "storageclass.kubernetes.io/is-default-class";

/** Marks the one security group to which controllers of the cluster may add rules. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/ */
export function clusterOwnershipTag(clusterName: string): string {
  return `kubernetes.io/cluster/${clusterName}`;
}

/** Group to which the control plane writes its logs; EKS takes no other name. @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
export function controlPlaneLogGroup(clusterName: string): string {
  return `/aws/eks/${clusterName}/cluster`;
}

/** The cluster's ARN, which follows from facts that don't move. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html */
export function eksClusterArn(place: AccountRegion, clusterName: string): string {
  return `arn:aws:eks:${place.awsRegion}:${place.accountId}:cluster/${clusterName}`;
}

/** ARN of a role by its name. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function roleArn(accountId: string, role: string): string {
  return `arn:aws:iam::${accountId}:role/${role}`;
}

/** Account and region that ARNs name. */
export interface AccountRegion {
  readonly accountId: string;
  readonly awsRegion: string;
}

/** Characters that IAM allows in the name of a role. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const ROLE_NAME_LENGTH = 64;
