import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import { TRUST, trustOf } from "../network.ts";
import type { Attempt, Refusal } from "./refusal.ts";

const like =
  (type: string, changes: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...changes });

/** An entry of a role that has none yet. */
const entry =
  (changes: Properties): Attempt =>
  async (sandbox, id, all) => {
    const { outputs } = await sandbox.make(tokens.ROLE, { name: "team", assumeRolePolicy: TRUST });
    return like(tokens.ACCESS_ENTRY, { principalArn: outputs["arn"]!, ...changes })(sandbox, id, all);
  };

/** An association of a role with this trust. */
const association =
  (assumeRolePolicy: string): Attempt =>
  async (sandbox, id, all) => {
    const { outputs } = await sandbox.make(tokens.ROLE, { name: "app", assumeRolePolicy });
    const changes = { serviceAccount: "app", roleArn: outputs["arn"]! };
    return like(tokens.POD_IDENTITY, changes)(sandbox, id, all);
  };

const ASSUME_ONLY = trustOf("pods.eks.amazonaws.com").replace(',"sts:TagSession"', "");

const BAD_TRUST =
  "InvalidParameterException: Trust policy of the role provided is invalid. Follow the official documentation to resolve the issue.";

export const ACCESS_REFUSALS: readonly Refusal[] = [
  [
    "an access entry of machines is for a role that exists",
    like(tokens.ACCESS_ENTRY, { principalArn: "arn:aws:iam::111111111111:role/none", type: "EC2_LINUX" }),
    "InvalidParameterException: The specified principalArn is invalid: invalid principal.",
  ],
  [
    "a principal has one access entry in a cluster",
    like(tokens.ACCESS_ENTRY, {}),
    "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
  ],
  [
    "a group of an access entry is not one of Kubernetes' own",
    entry({ kubernetesGroups: ["system:masters"] }),
    "InvalidParameterException: The kubernetes group name system:masters is invalid, it cannot start with system:",
  ],
  [
    "a user of an access entry is not one of Kubernetes' own",
    entry({ userName: "system:admin" }),
    "InvalidParameterException: The username must not begin with system:",
  ],
  [
    "a node's access entry has no groups",
    entry({ type: "EC2_LINUX", kubernetesGroups: ["nodes"] }),
    "InvalidParameterException: The kubernetesGroups of an access entry of type EC2_LINUX cannot be set",
  ],
  [
    "an access entry needs the API mode",
    (sandbox, id, all) => {
      sandbox.cloud.edit(id(tokens.CLUSTER), {
        state: { accessConfig: { authenticationMode: "CONFIG_MAP" } },
      });
      return entry({})(sandbox, id, all);
    },
    "InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
  ],
  [
    "an access policy is one that EKS has",
    like(tokens.ACCESS_POLICY, { policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSRootPolicy" }),
    "InvalidParameterException: The specified policyArn is invalid: arn:aws:eks::aws:cluster-access-policy/AmazonEKSRootPolicy",
  ],
  [
    "an access policy is for a principal with an entry",
    like(tokens.ACCESS_POLICY, { principalArn: "arn:aws:iam::111111111111:role/none" }),
    "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'ListAccessEntries'.",
  ],
  [
    "an access policy for namespaces names some",
    like(tokens.ACCESS_POLICY, { accessScope: { type: "namespace" } }),
    "InvalidParameterException: The accessScope of type namespace needs at least one namespace",
  ],
  [
    "an access policy for the cluster names no namespaces",
    like(tokens.ACCESS_POLICY, { accessScope: { type: "cluster", namespaces: ["app"] } }),
    "InvalidParameterException: The accessScope of type cluster cannot have namespaces",
  ],
  [
    "an access policy is for people and programs",
    async (sandbox, id, all) => {
      const made = (await entry({ type: "EC2_LINUX" })(sandbox, id, all)) as { outputs: Properties };
      return like(tokens.ACCESS_POLICY, { principalArn: made.outputs["principalArn"]! })(sandbox, id, all);
    },
    "InvalidParameterException: Access policies cannot be associated with an access entry of type EC2_LINUX",
  ],
  [
    "pods take a role that exists",
    like(tokens.POD_IDENTITY, {
      serviceAccount: "app",
      roleArn: "arn:aws:iam::111111111111:role/none",
    }),
    "InvalidParameterException: Role provided in the request does not exist.",
  ],
  ["pods take a role that trusts them", association(TRUST), BAD_TRUST],
  ["pods take a role that lets them tag their sessions", association(ASSUME_ONLY), BAD_TRUST],
  [
    "a ServiceAccount has one role",
    like(tokens.POD_IDENTITY, {}),
    "ResourceInUseException: Association already exists: a-ky2ahnk62yvn5ai8f",
  ],
  [
    "a ServiceAccount is in a namespace",
    like(tokens.POD_IDENTITY, { namespace: "Kube_System" }),
    "InvalidParameterException: The namespace Kube_System is invalid",
  ],
];
