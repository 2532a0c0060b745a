/** Strings by which controllers and AWS mark what they make for a cluster, each with the page that defines it. */

/**
 * Begins the description of every interface that the VPC CNI makes for pods.
 * @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/awsutils/awsutils.go
 */
export const CNI_INTERFACE = "aws-K8S-";

/** EKS marks the group it makes with a cluster, and takes it away with it. @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html */
export const EKS_CLUSTER_MARK = "aws:eks:cluster-name";

/**
 * Name of the cluster on what the AWS Load Balancer Controller makes.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#resource-tags
 */
export const LOAD_BALANCER_MARK = "elbv2.k8s.aws/cluster";

/** On machines of a managed node group, which go with it. @see https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html */
export const NODE_GROUP_MARK = "eks:nodegroup-name";

/** On machines of an autoscaling group, which go with it. @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
export const AUTOSCALING_GROUP_MARK = "aws:autoscaling:groupName";

/** Key under which the controller of the cloud itself names the Service of what it makes, as `<namespace>/<name>`. @see https://github.com/kubernetes/cloud-provider-aws/blob/master/pkg/providers/v1/aws.go for `TagNameKubernetesService` */
export const SERVICE_MARK = "kubernetes.io/service-name";

/**
 * Keys under which a balancer names the Service that it stands for, as `<namespace>/<name>`.
 * @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#resource-attributes
 */
export const SERVICE_MARKS: readonly string[] = ["service.k8s.aws/stack", SERVICE_MARK];

/**
 * How ExternalDNS says in a TXT record that it made the record of that name, and for which owner.
 * @see https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/
 */
export const EXTERNAL_DNS_OWNER = /"?heritage=external-dns,(?:[^"]*,)?external-dns\/owner=([^,"]+)/;

/** Where an ACME server looks for the answer to its challenge; nobody needs it afterwards. @see https://datatracker.ietf.org/doc/html/rfc8555#section-8.4 */
export const ACME_CHALLENGE = "_acme-challenge.";
