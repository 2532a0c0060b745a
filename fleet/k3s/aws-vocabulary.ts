/** Strings and numbers of AWS around the machines of K3s clusters, each with the page that defines it. */

/** Lets Systems Manager reach a machine, so that none needs SSH. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/security-iam-awsmanpol.html */
export const MACHINE_MANAGEMENT_POLICY = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** Lets a machine pull images from the registries of its account. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-iam-awsmanpol.html */
export const IMAGE_PULL_POLICY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly";

/** Reads the value of one secret. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const READ_SECRET_ACTION = "secretsmanager:GetSecretValue";

/** What K3s does in the bucket of its snapshots. @see https://docs.k3s.io/cli/etcd-snapshot#s3-compatible-object-store-support */
export const LIST_BUCKET_ACTION = "s3:ListBucket";
export const READ_OBJECT_ACTION = "s3:GetObject";
export const WRITE_OBJECT_ACTION = "s3:PutObject";
export const DELETE_OBJECT_ACTION = "s3:DeleteObject";

/** What reading and writing what a key encrypts needs of it. @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
export const USE_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Document by which Systems Manager runs a script, and its parameters. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html#aws-runShellScript */
export const SCRIPT_DOCUMENT = "AWS-RunShellScript";

/** Selects machines by their ids. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
export const TARGET_BY_ID = "InstanceIds";

/** Selects machines by a tag, those that come later included. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
export function targetByTag(key: string): string {
  return `tag:${key}`;
}

/** Longest name of a load balancer or a target group. @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const LOAD_BALANCER_NAME_LENGTH = 32;

/** First disk of a machine of the Ubuntu family. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html */
export const ROOT_DEVICE = "/dev/sda1";
