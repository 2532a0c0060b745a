/** Strings around data, backups, secrets and scans that only AWS or a controller interpret, each with its page. */

/** @see https://external-secrets.io/latest/api/spec/ */
export const EXTERNAL_SECRETS_API = "external-secrets.io/v1";

/** Makes Pulumi wait until an object of any kind has a condition. @see https://www.pulumi.com/registry/packages/kubernetes/ */
export const WAIT_FOR = "pulumi.com/waitFor";

/** How long it waits, in seconds; ten minutes without. @see https://www.pulumi.com/registry/packages/kubernetes/ */
export const WAIT_SECONDS = "pulumi.com/timeoutSeconds";

/** What External Secrets asks of Secrets Manager for one secret. @see https://external-secrets.io/latest/provider/aws-secrets-manager/ */
export const READ_SECRET_ACTIONS = [
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetResourcePolicy",
  "secretsmanager:GetSecretValue",
  "secretsmanager:ListSecretVersionIds",
] as const;

/** Six characters that Secrets Manager adds to each name. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html */
export const UNKNOWN_SECRET_SUFFIX = "-??????";

/** Plugin of Velero for buckets. @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/backupstoragelocation.md */
export const VELERO_AWS = "velero.io/aws";

/** Makes Velero ask CSI drivers for snapshots. @see https://velero.io/docs/main/csi/ */
export const VELERO_CSI = "EnableCSI";

/** Label of everything that belongs to a database. @see https://cloudnative-pg.io/documentation/current/labels_annotations/ */
export const DATABASE_LABEL = "cnpg.io/cluster";

/** Label of Secrets that External Secrets fills. @see https://external-secrets.io/latest/api/externalsecret/ */
export const MANAGED_SECRET_LABEL = "reconcile.external-secrets.io/managed";

/**
 * Kinds that their controllers make again, or that must not come back as they were: another system restores them.
 *
 * @see https://velero.io/docs/main/resource-filtering/
 */
export const KINDS_OUT_OF_BACKUPS = [
  // The cluster itself.
  "endpoints",
  "endpointslices.discovery.k8s.io",
  "events",
  "events.events.k8s.io",
  "leases.coordination.k8s.io",
  // cert-manager: an old order would be followed, and fail.
  "certificaterequests.cert-manager.io",
  "challenges.acme.cert-manager.io",
  "orders.acme.cert-manager.io",
  // GitOps: repositories say what there is.
  "applications.argoproj.io",
  "applicationsets.argoproj.io",
  "appprojects.argoproj.io",
  // Databases: they come back from their own archive, to a point in time.
  "backups.postgresql.cnpg.io",
  "clusters.postgresql.cnpg.io",
  "failoverquorums.postgresql.cnpg.io",
  "poolers.postgresql.cnpg.io",
  "scheduledbackups.postgresql.cnpg.io",
  // Reports of scans: many, large, and soon made again.
  "configauditreports.aquasecurity.github.io",
  "exposedsecretreports.aquasecurity.github.io",
  "infraassessmentreports.aquasecurity.github.io",
  "rbacassessmentreports.aquasecurity.github.io",
  "sbomreports.aquasecurity.github.io",
  "vulnerabilityreports.aquasecurity.github.io",
] as const;

/** Kinds without which a volume cannot be brought back. @see https://velero.io/docs/main/csi/ */
export const VOLUME_KINDS = {
  namespaced: ["persistentvolumeclaims", "volumesnapshots.snapshot.storage.k8s.io"],
  cluster: [
    "persistentvolumes",
    "volumesnapshotclasses.snapshot.storage.k8s.io",
    "volumesnapshotcontents.snapshot.storage.k8s.io",
  ],
} as const;

/**
 * What Velero asks of EC2 where no CSI driver makes snapshots, each on the resources that it is about.
 *
 * @see https://github.com/vmware-tanzu/velero-plugin-for-aws#set-permissions-for-velero
 */
export const DESCRIBE_SNAPSHOTS_ACTIONS = ["ec2:DescribeSnapshots", "ec2:DescribeVolumes"] as const;
export const CREATE_SNAPSHOT_ACTION = "ec2:CreateSnapshot";
export const CREATE_VOLUME_ACTION = "ec2:CreateVolume";
export const DELETE_SNAPSHOT_ACTION = "ec2:DeleteSnapshot";
export const CREATE_TAGS_ACTION = "ec2:CreateTags";

/** Call in the course of which something is tagged. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html */
export const TAGGED_BY_KEY = "ec2:CreateAction";

/** Tag of every volume that the driver of EBS made. @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/tagging.md */
export const DRIVER_VOLUME_TAG_KEY = "aws:ResourceTag/ebs.csi.aws.com/cluster";

/** Tag of every snapshot that Velero made. @see https://github.com/vmware-tanzu/velero-plugin-for-aws/blob/main/velero-plugin-for-aws/volume_snapshotter.go */
export const VELERO_SNAPSHOT_TAG_KEY = "aws:ResourceTag/velero.io/backup";

/** The issuer that the chart of the plugin brings; no value of it names another. @see https://github.com/cloudnative-pg/charts/tree/main/charts/plugin-barman-cloud */
export const BARMAN_ISSUER = "plugin-barman-cloud-selfsigned-issuer";

/** What pulling an image from ECR asks for. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html */
export const ECR_TOKEN_ACTION = "ecr:GetAuthorizationToken";
export const ECR_PULL_ACTIONS = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] as const;

/** @see https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/ */
export const CLOUDNATIVE_PG_API = "postgresql.cnpg.io/v1";

/** What the operator is told. @see https://cloudnative-pg.io/documentation/current/operator_conf/ */
export const OPERATOR_SETTINGS = {
  clusterRolloutDelay: "CLUSTERS_ROLLOUT_DELAY",
  instanceRolloutDelay: "INSTANCES_ROLLOUT_DELAY",
  inPlaceUpdates: "ENABLE_INSTANCE_MANAGER_INPLACE_UPDATES",
  postgresImage: "POSTGRES_IMAGE_NAME",
  poolerImage: "PGBOUNCER_IMAGE_NAME",
} as const;

/** The plugin that archives databases, and the kind by which it is told where to. @see https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/ */
export const BARMAN_API = "barmancloud.cnpg.io/v1";
export const BARMAN_PLUGIN = "barman-cloud.cloudnative-pg.io";

/** Where the operator runs, and the port at which it asks instances how they are. @see https://cloudnative-pg.io/documentation/current/networking/ */
export const DATABASE_OPERATOR_NAMESPACE = "cnpg-system";
export const DATABASE_STATUS_PORT = 8000;

/** What a pod of a database is for: `instance` or `pooler`. @see https://cloudnative-pg.io/documentation/current/labels_annotations/ */
export const DATABASE_POD_ROLE_LABEL = "cnpg.io/podRole";

/** `on` ends all pods of a database and keeps its volumes. @see https://cloudnative-pg.io/documentation/current/declarative_hibernation/ */
export const HIBERNATION_ANNOTATION = "cnpg.io/hibernation";

/** Images of PostgreSQL by major version, once for a cluster. @see https://cloudnative-pg.io/documentation/current/image_catalog/ */
export const IMAGE_CATALOG_KIND = "ClusterImageCatalog";
export const IMAGE_CATALOG = "postgresql";

/** What archiving asks of a bucket; deleting is not among it. @see https://docs.pgbarman.org/release/latest/user_guide/barman_cloud.html */
export const ARCHIVE_OBJECT_ACTIONS = [
  "s3:AbortMultipartUpload",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
] as const;
export const READ_OBJECT_ACTION = "s3:GetObject";

/** @see https://velero.io/docs/main/api-types/schedule/ */
export const VELERO_API = "velero.io/v1";
export const VELERO_NAMESPACE = "velero";

/** On a namespace: no backup holds anything of it. @see https://velero.io/docs/main/resource-filtering/ */
export const OUT_OF_BACKUPS_LABEL = "velero.io/exclude-from-backup";

/** @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/ */
export const POD_DISRUPTION_BUDGET_API = "policy/v1";
