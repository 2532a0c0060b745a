import {
  type AccountRegion,
  eksClusterArn,
  POD_IDENTITY_ACTIONS,
  POD_IDENTITY_SERVICE,
  ROLE_NAME_LENGTH,
  SESSION_CLUSTER_TAG,
  SESSION_NAMESPACE_TAG,
  SESSION_SERVICE_ACCOUNT_TAG,
} from "../../fleet/eks-vocabulary.ts";
import { limitedName } from "../../fleet/names.ts";
import { policyDocument } from "./policy-document.ts";

/** Whose rights they are. */
export interface Subject {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** The role of one ServiceAccount: `name` is the stem of its logical names, `awsName` what AWS calls it. */
export interface PlannedIdentity extends Subject {
  readonly name: string;
  readonly awsName: string;
  readonly trustPolicy: string;
}

/**
 * The role of one ServiceAccount of one cluster. The association alone decides who gets it, yet whoever may make
 * associations in the account could give the role to another: the trust names cluster, namespace and ServiceAccount,
 * for namespaces repeat between clusters.
 *
 * A namespace holds no dot, so the two names cannot be read in two ways.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityPlan(cluster: string, place: AccountRegion, subject: Subject): PlannedIdentity {
  const { namespace, serviceAccount } = subject;
  const key = `${namespace}.${serviceAccount}`;
  return {
    namespace,
    serviceAccount,
    name: `${cluster}-identity-${key}`,
    awsName: limitedName(`atoll-${cluster}-${place.awsRegion}-${key}`, ROLE_NAME_LENGTH),
    trustPolicy: JSON.stringify(
      policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: POD_IDENTITY_SERVICE },
          Action: POD_IDENTITY_ACTIONS,
          Condition: {
            StringEquals: {
              "aws:SourceAccount": place.accountId,
              [SESSION_CLUSTER_TAG]: eksClusterArn(place, cluster),
              [SESSION_NAMESPACE_TAG]: namespace,
              [SESSION_SERVICE_ACCOUNT_TAG]: serviceAccount,
            },
          },
        },
      ]),
    ),
  };
}
