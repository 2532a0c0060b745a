/** What deployments call in AWS for machines of the fleet's own, and what belongs to them. @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */

const named = (service: string, calls: string): readonly string[] =>
  calls
    .trim()
    .split(/\s+/)
    .map((call) => `${service}:${call}`);

/** Calls that show what is there; they know no resources. */
export const LIST_SERVER_ACTIONS: readonly string[] = [
  ...named(
    "ec2",
    "DescribeIamInstanceProfileAssociations DescribeInstanceAttribute DescribeInstanceCreditSpecifications",
  ),
  ...named("autoscaling", "DescribeAutoScalingGroups DescribeScalingActivities"),
  ...named(
    "elasticloadbalancing",
    `DescribeCapacityReservation DescribeListenerAttributes DescribeListeners DescribeLoadBalancerAttributes DescribeTags
     DescribeTargetGroupAttributes DescribeTargetHealth`,
  ),
  ...named("ssm", "DescribeAssociation ListAssociations ListTagsForResource"),
];

/** Calls that change a machine that is there. */
export const INSTANCE_ACTIONS: readonly string[] = named(
  "ec2",
  `AssociateIamInstanceProfile DisassociateIamInstanceProfile ModifyInstanceAttribute ModifyInstanceMetadataOptions
   ReplaceIamInstanceProfileAssociation`,
);

/** What EC2 asks when the image of a machine is a parameter that everybody may read. */
export const IMAGE_PARAMETER_ACTIONS: readonly string[] = named("ssm", "GetParameters");

/** Groups of machines; before it deletes one, the provider takes protection from its machines. */
export const GROUP_ACTIONS: readonly string[] = named(
  "autoscaling",
  "CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup DeleteTags SetInstanceProtection UpdateAutoScalingGroup",
);

/** Load balancers before API servers; what deletes them is among OWN_BALANCER_ACTIONS. */
export const BALANCER_ACTIONS: readonly string[] = named(
  "elasticloadbalancing",
  `AddTags CreateListener CreateLoadBalancer CreateTargetGroup DeleteListener DeregisterTargets ModifyListener
   ModifyListenerAttributes ModifyLoadBalancerAttributes ModifyTargetGroup ModifyTargetGroupAttributes RegisterTargets
   RemoveTags SetIpAddressType SetSecurityGroups SetSubnets`,
);

/** Secrets by which machines join. A new value is read back when it is compared with what the program wants. */
export const SECRET_ACTIONS: readonly string[] = named(
  "secretsmanager",
  `CreateSecret DeleteSecret DescribeSecret GetResourcePolicy GetSecretValue ListSecretVersionIds PutSecretValue
   TagResource UntagResource UpdateSecret UpdateSecretVersionStage`,
);

/** Objects that the program itself puts, and whatever servers put beside them, when a bucket goes. */
export const OBJECT_ACTIONS: readonly string[] = named(
  "s3",
  `DeleteObject DeleteObjectVersion GetObject GetObjectTagging GetObjectVersion ListBucketVersions PutObject
   PutObjectTagging`,
);

/** What a value or an object that a key encrypts needs of it, and the services through which alone it is used. */
export const USE_DATA_KEY_ACTIONS: readonly string[] = named("kms", "Decrypt GenerateDataKey");
export const KEY_VIA_SERVICE_KEY = "kms:ViaService";
export const KEY_SERVICES: readonly string[] = ["s3.*.amazonaws.com", "secretsmanager.*.amazonaws.com"];

/** Commands that wait on machines until they answer. */
export const ASSOCIATION_ACTIONS: readonly string[] = named(
  "ssm",
  "AddTagsToResource CreateAssociation DeleteAssociation RemoveTagsFromResource UpdateAssociation",
);
