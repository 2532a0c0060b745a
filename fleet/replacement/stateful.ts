import { LONGHORN_NAMESPACE } from "../k3s/system-vocabulary.ts";
import { MONITORING_NAMESPACE } from "../tenant-vocabulary.ts";

/**
 * Types that hold data, or that cannot be had again under the same name, key or address. The rule `protect-stateful`
 * wants them protected; a teardown names them; the recorded state of the samples may not lose one.
 */
export const STATEFUL_TYPES: readonly string[] = [
  "aws:dynamodb/table:Table",
  "aws:ebs/volume:Volume",
  // Addresses that partners have let in.
  "aws:ec2/eip:Eip",
  "aws:ec2/vpc:Vpc",
  // Attachments of other accounts hang on it.
  "aws:ec2transitgateway/transitGateway:TransitGateway",
  // Addresses and keys of tunnels, which the device on the other side has.
  "aws:ec2/vpnConnection:VpnConnection",
  "aws:efs/fileSystem:FileSystem",
  "aws:eks/cluster:Cluster",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  // Its name stands in the files of all machines that join by it.
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  // Keys and tokens without which no machine joins, and no snapshot opens.
  "aws:secretsmanager/secret:Secret",
  "kubernetes:core/v1:PersistentVolumeClaim",
];

export const NAMESPACE = "kubernetes:core/v1:Namespace";

/** Stores of metrics, by the number of their parts. */
export const METRICS_STORES: readonly string[] = [
  "kubernetes:operator.victoriametrics.com/v1beta1:VMCluster",
  "kubernetes:operator.victoriametrics.com/v1beta1:VMSingle",
];

/** Namespaces of the platform with volumes that hold data; the add-ons among them say so by `keepsVolumes`. */
export const NAMESPACES_WITH_DATA: readonly string[] = [
  LONGHORN_NAMESPACE,
  "loki",
  MONITORING_NAMESPACE,
  "tempo",
];

/** Types that take data of others along when they go, though not each of them must be protected. */
const TAKES_DATA_ALONG: readonly string[] = [
  // All that is inside.
  NAMESPACE,
  // Their operators let go of the volumes, or delete them.
  ...METRICS_STORES,
  "kubernetes:postgresql.cnpg.io/v1:Cluster",
  "aws:cloudwatch/logGroup:LogGroup",
  // Its name servers stand in the zone above.
  "aws:route53/zone:Zone",
  "aws:ecr/repository:Repository",
  // Those by which a cluster is itself; those of a webhook are made again.
  "tls:index/privateKey:PrivateKey",
  "tls:index/selfSignedCert:SelfSignedCert",
];

const LOSSES = new Set([...STATEFUL_TYPES, ...TAKES_DATA_ALONG]);

/** Whether data, or something that cannot be had again, goes with a resource of this type. */
export function losesData(type: string): boolean {
  return LOSSES.has(type);
}
