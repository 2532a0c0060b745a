import {
  type AccountRegion,
  eksClusterArn,
  POD_IDENTITY_ACTIONS,
  POD_IDENTITY_SERVICE,
  SESSION_CLUSTER_TAG,
  SESSION_NAMESPACE_TAG,
  SESSION_SERVICE_ACCOUNT_TAG,
} from "../../fleet/eks-vocabulary.ts";
import { type IdentityNames, identityNames, type Subject } from "./identity-names.ts";
import { policyDocument } from "./policy-document.ts";

/** The role of one ServiceAccount. */
export interface PlannedIdentity extends Subject, IdentityNames {
  readonly trustPolicy: string;
}

/**
 * The role of one ServiceAccount of one cluster. The association alone decides who gets it, yet whoever may make
 * associations in the account could give the role to another: the trust names cluster, namespace and ServiceAccount,
 * for namespaces repeat between clusters.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityPlan(cluster: string, place: AccountRegion, subject: Subject): PlannedIdentity {
  const { namespace, serviceAccount } = subject;
  return {
    namespace,
    serviceAccount,
    ...identityNames(cluster, place.awsRegion, subject),
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
