import { dirname, join } from "node:path";
import { InputError } from "../../fleet/check.ts";
import { type ClusterUser, clusterToken } from "../clusters/credentials.ts";
import { isObject, type Properties, type Value } from "../provider/properties.ts";
import { accountOfRole, callerAccount } from "./account.ts";
import { type Command, type Invocation, regionOf, serviceError } from "./cli-call.ts";
import { refusalOf } from "./cluster-admins.ts";
import * as tokens from "./tokens.ts";

/** As whom an administrator acts in a simulated cluster. */
const DEPLOYER: ClusterUser = "atoll-deployer";

/** Tokens of EKS live that long; those of a simulated cluster as long as the cluster. */
const TOKEN_MINUTES = 14;

/** Calls of EKS. `update-kubeconfig` is none of them: a simulator writes nothing into people's own files. */
export const EKS_CALLS: Readonly<Record<string, Command>> = {
  "eks describe-cluster": { options: ["name"], run: describedCluster },
  "eks get-token": { options: ["cluster-name", "role-arn"], run: token },
  "eks list-clusters": { options: [], run: clusterList },
};

function clusterList({ cloud, account, options }: Invocation): unknown {
  return {
    clusters: cloud.list({ type: tokens.CLUSTER, account, region: regionOf(options) }).map(({ id }) => id),
  };
}

function describedCluster({ cloud, account, options }: Invocation): unknown {
  const [name = ""] = options["name"] ?? [];
  const cluster = cloud.find({ type: tokens.CLUSTER, account, region: regionOf(options), id: name });
  if (cluster === undefined) {
    throw serviceError("ResourceNotFoundException", "DescribeCluster", `No cluster found for name: ${name}.`);
  }
  const { state, tags } = cluster;
  const shown = ["name", "arn", "version", "status", "endpoint", "certificateAuthority"];
  return {
    cluster: {
      ...Object.fromEntries(shown.map((key) => [key, state[key]])),
      identity: identityOf(state["identities"]),
      tags,
    },
  };
}

/** The provider's lists, as AWS itself shows them. */
function identityOf(identities: Value | undefined): unknown {
  const oidcs = objectIn(identities)?.["oidcs"];
  return { oidc: { issuer: objectIn(oidcs)?.["issuer"] } };
}

function objectIn(list: Value | undefined): Properties | undefined {
  const [first] = Array.isArray(list) ? (list as readonly Value[]) : [];
  return isObject(first) ? first : undefined;
}

/**
 * A credential for the cluster's API server. AWS makes a token for anybody and the cluster refuses it later; here the
 * refusal comes at once and says why.
 */
function token({ cloud, account, environment, options }: Invocation): unknown {
  const [clusterName = ""] = options["cluster-name"] ?? [];
  const [roleArn] = options["role-arn"] ?? [];
  const principalArn = roleArn ?? `arn:aws:iam::${account}:role/simulated`;
  const owner = callerAccount(cloud, accountOfRole(principalArn));
  const place = { account: owner, region: regionOf(options) };
  const refusal = refusalOf(cloud, place, { clusterName, principalArn });
  if (refusal !== undefined) throw serviceError("AccessDeniedException", "GetToken", refusal);
  return {
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    spec: {},
    status: {
      expirationTimestamp: new Date(Date.now() + TOKEN_MINUTES * 60_000)
        .toISOString()
        .replace(/\.\d+Z$/, "Z"),
      token: tokenOf(environment["ATOLL_SANDBOX_CLOUD"] ?? "", clusterName),
    },
  };
}

function tokenOf(cloudPath: string, clusterName: string): string {
  try {
    return clusterToken(join(dirname(cloudPath), "clusters"), clusterName, DEPLOYER);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw serviceError("AccessDeniedException", "GetToken", `no API server runs for cluster ${clusterName}`);
  }
}
