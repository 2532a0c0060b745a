import type { ChartCrd } from "./chart.ts";

type Scope = ChartCrd["scope"];

/** Kinds of one group that are written alike: `[kind, plural]` pairs. */
function kinds(
  group: string,
  scope: Scope,
  versions: readonly string[],
  names: readonly (readonly [kind: string, plural: string])[],
): readonly ChartCrd[] {
  return names.map(([kind, plural]) => ({ group, kind, plural, scope, versions }));
}

/** Kinds whose definitions each chart brings, with every version that their definitions list. */
export const CHART_CRDS: Readonly<Record<string, readonly ChartCrd[]>> = {
  "traefik-crds": [
    ...kinds(
      "traefik.io",
      "Namespaced",
      ["v1alpha1"],
      [
        ["IngressRoute", "ingressroutes"],
        ["IngressRouteTCP", "ingressroutetcps"],
        ["IngressRouteUDP", "ingressrouteudps"],
        ["Middleware", "middlewares"],
        ["MiddlewareTCP", "middlewaretcps"],
        ["ServersTransport", "serverstransports"],
        ["ServersTransportTCP", "serverstransporttcps"],
        ["TLSOption", "tlsoptions"],
        ["TLSStore", "tlsstores"],
        ["TraefikService", "traefikservices"],
      ],
    ),
  ],
  "cert-manager": [
    ...kinds(
      "acme.cert-manager.io",
      "Namespaced",
      ["v1"],
      [
        ["Challenge", "challenges"],
        ["Order", "orders"],
      ],
    ),
    ...kinds("cert-manager.io", "Cluster", ["v1"], [["ClusterIssuer", "clusterissuers"]]),
    ...kinds(
      "cert-manager.io",
      "Namespaced",
      ["v1"],
      [
        ["Certificate", "certificates"],
        ["CertificateRequest", "certificaterequests"],
        ["Issuer", "issuers"],
      ],
    ),
  ],
  "karpenter-crd": [
    ...kinds("autoscaling.x-k8s.io", "Namespaced", ["v1beta1"], [["CapacityBuffer", "capacitybuffers"]]),
    ...kinds("karpenter.k8s.aws", "Cluster", ["v1"], [["EC2NodeClass", "ec2nodeclasses"]]),
    ...kinds(
      "karpenter.sh",
      "Cluster",
      ["v1"],
      [
        ["NodeClaim", "nodeclaims"],
        ["NodePool", "nodepools"],
      ],
    ),
    ...kinds("karpenter.sh", "Cluster", ["v1alpha1"], [["NodeOverlay", "nodeoverlays"]]),
  ],
  "gateway-api": [
    ...kinds("gateway.networking.k8s.io", "Cluster", ["v1", "v1beta1"], [["GatewayClass", "gatewayclasses"]]),
    ...kinds(
      "gateway.networking.k8s.io",
      "Namespaced",
      ["v1"],
      [
        ["GRPCRoute", "grpcroutes"],
        ["ListenerSet", "listenersets"],
      ],
    ),
    ...kinds(
      "gateway.networking.k8s.io",
      "Namespaced",
      ["v1", "v1alpha2"],
      [
        ["TCPRoute", "tcproutes"],
        ["UDPRoute", "udproutes"],
      ],
    ),
    ...kinds(
      "gateway.networking.k8s.io",
      "Namespaced",
      ["v1", "v1alpha2", "v1alpha3"],
      [["TLSRoute", "tlsroutes"]],
    ),
    ...kinds(
      "gateway.networking.k8s.io",
      "Namespaced",
      ["v1", "v1alpha3"],
      [["BackendTLSPolicy", "backendtlspolicies"]],
    ),
    ...kinds(
      "gateway.networking.k8s.io",
      "Namespaced",
      ["v1", "v1beta1"],
      [
        ["Gateway", "gateways"],
        ["HTTPRoute", "httproutes"],
        ["ReferenceGrant", "referencegrants"],
      ],
    ),
  ],
  "aws-load-balancer-controller-crds": [
    ...kinds("aga.k8s.aws", "Namespaced", ["v1beta1"], [["GlobalAccelerator", "globalaccelerators"]]),
    ...kinds(
      "elbv2.k8s.aws",
      "Namespaced",
      ["v1beta1"],
      [["ALBTargetControlConfig", "albtargetcontrolconfigs"]],
    ),
    ...kinds("elbv2.k8s.aws", "Cluster", ["v1beta1"], [["IngressClassParams", "ingressclassparams"]]),
    ...kinds(
      "elbv2.k8s.aws",
      "Namespaced",
      ["v1alpha1", "v1beta1"],
      [["TargetGroupBinding", "targetgroupbindings"]],
    ),
    ...kinds(
      "gateway.k8s.aws",
      "Namespaced",
      ["v1", "v1beta1"],
      [
        ["ListenerRuleConfiguration", "listenerruleconfigurations"],
        ["LoadBalancerConfiguration", "loadbalancerconfigurations"],
        ["TargetGroupConfiguration", "targetgroupconfigurations"],
      ],
    ),
  ],
  "system-upgrade-crds": [...kinds("upgrade.cattle.io", "Namespaced", ["v1"], [["Plan", "plans"]])],
  longhorn: [
    ...kinds(
      "longhorn.io",
      "Namespaced",
      ["v1beta2"],
      [
        ["BackingImageDataSource", "backingimagedatasources"],
        ["BackingImageManager", "backingimagemanagers"],
        ["BackingImage", "backingimages"],
        ["BackupBackingImage", "backupbackingimages"],
        ["Backup", "backups"],
        ["BackupTarget", "backuptargets"],
        ["BackupVolume", "backupvolumes"],
        ["EngineFrontend", "enginefrontends"],
        ["EngineImage", "engineimages"],
        ["Engine", "engines"],
        ["InstanceManager", "instancemanagers"],
        ["Node", "nodes"],
        ["Orphan", "orphans"],
        ["RecurringJob", "recurringjobs"],
        ["Replica", "replicas"],
        ["Setting", "settings"],
        ["ShardGroup", "shardgroups"],
        ["Shard", "shards"],
        ["ShareManager", "sharemanagers"],
        ["Snapshot", "snapshots"],
        ["SupportBundle", "supportbundles"],
        ["SystemBackup", "systembackups"],
        ["SystemRestore", "systemrestores"],
        ["VolumeAttachment", "volumeattachments"],
        ["Volume", "volumes"],
      ],
    ),
  ],
};
