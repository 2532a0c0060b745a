/** Strings around add-ons that only Kubernetes, AWS or a controller interpret, each with the page that defines it. */

/** Makes Helm leave an object when its release goes. @see https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource */
export const KEPT_BY_HELM = { "helm.sh/resource-policy": "keep" } as const;

/** Link-local addresses, among them the metadata of the node. @see https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html */
export const LINK_LOCAL_CIDR = "169.254.0.0/16";

/** The same by IPv6: what a node offers its own (metadata, names, time, credentials), and link-local addresses by way of NAT64. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html */
export const LINK_LOCAL_IPV6_CIDRS = ["fd00:ec2::/32", "fe80::/10", "64:ff9b::a9fe:0/112"] as const;

/** Where pods are spread. @see https://kubernetes.io/docs/reference/labels-annotations-taints/ */
export const ZONE_LABEL = "topology.kubernetes.io/zone";
export const HOSTNAME_LABEL = "kubernetes.io/hostname";

/** Name and part of an application's pods. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const APP_NAME_LABEL = "app.kubernetes.io/name";
export const APP_COMPONENT_LABEL = "app.kubernetes.io/component";

/** How the cloud controller of EKS makes a network load balancer, and tags it. @see https://cloud-provider-aws.sigs.k8s.io/service_controller/ */
export const LOAD_BALANCER_TYPE = "service.beta.kubernetes.io/aws-load-balancer-type";
export const LOAD_BALANCER_CROSS_ZONE =
  "service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled";
export const LOAD_BALANCER_INTERNAL = "service.beta.kubernetes.io/aws-load-balancer-internal";
export const LOAD_BALANCER_TAGS = "service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags";

/** How the AWS Load Balancer Controller makes one; the annotation for tags is the same. @see https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ */
export const CONTROLLER_LOAD_BALANCER_CLASS = "service.k8s.aws/nlb";
export const CONTROLLER_LOAD_BALANCER_TARGETS =
  "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type";
export const CONTROLLER_INSTANCE_TARGETS = "instance";
export const CONTROLLER_POD_TARGETS = "ip";
export const CONTROLLER_ADDRESS_TYPE = "service.beta.kubernetes.io/aws-load-balancer-ip-address-type";
export const CONTROLLER_TARGET_ATTRIBUTES =
  "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes";
export const KEEP_CALLERS_ADDRESS = "preserve_client_ip.enabled";
export const CONTROLLER_LOAD_BALANCER_SCHEME = "service.beta.kubernetes.io/aws-load-balancer-scheme";
export const CONTROLLER_LOAD_BALANCER_ATTRIBUTES = "service.beta.kubernetes.io/aws-load-balancer-attributes";
export const LOAD_BALANCER_CROSS_ZONE_ATTRIBUTE = "load_balancing.cross_zone.enabled";

/** Name that ExternalDNS gives to what a Service is reached by. @see https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/ */
export const EXTERNAL_DNS_PREFIX = "external-dns.alpha.kubernetes.io/";
export const EXTERNAL_DNS_HOSTNAME = `${EXTERNAL_DNS_PREFIX}hostname`;

/** API groups of the objects that add-ons declare. @see https://gateway-api.sigs.k8s.io/reference/spec/ @see https://cert-manager.io/docs/reference/api-docs/ */
export const GATEWAY_API = "gateway.networking.k8s.io/v1";
export const CERT_MANAGER_API = "cert-manager.io/v1";

/** @see https://prometheus-operator.dev/docs/api-reference/api/ */
export const PROMETHEUS_RULE_API = "monitoring.coreos.com/v1";

/** What Traefik answers to in a GatewayClass. @see https://doc.traefik.io/traefik/reference/install-configuration/providers/kubernetes/kubernetes-gateway/ */
export const TRAEFIK_CONTROLLER = "traefik.io/gateway-controller";

/** Directories of Let's Encrypt. @see https://letsencrypt.org/docs/acme-protocol-updates/ @see https://letsencrypt.org/docs/staging-environment/ */
export const ACME_DIRECTORIES = {
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
} as const;

/** What ExternalDNS asks of Route 53, and the keys that limit it to names and kinds of records. @see https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/aws/#iam-policy */
export const ROUTE53_LIST_ZONES = "route53:ListHostedZones";
export const ROUTE53_RECORD_NAMES_KEY = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

/** @see https://cert-manager.io/docs/configuration/acme/dns01/route53/#cross-account-access */
export const ASSUME_ROLE = "sts:AssumeRole";

/** API of snapshots, and what marks the class that Velero takes. @see https://velero.io/docs/main/csi/ */
export const SNAPSHOT_API = "snapshot.storage.k8s.io/v1";
export const VELERO_SNAPSHOT_CLASS_LABEL = "velero.io/csi-volumesnapshot-class";

/** What DNS-01 asks of Route 53. @see https://cert-manager.io/docs/configuration/acme/dns01/route53/ */
export const ROUTE53_GET_CHANGE = "route53:GetChange";
export const ROUTE53_RECORD_ACTIONS = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"];
export const ROUTE53_RECORD_TYPES_KEY = "route53:ChangeResourceRecordSetsRecordTypes";
