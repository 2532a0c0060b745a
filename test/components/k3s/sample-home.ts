import type { K3sNodeHome } from "../../../components/k3s/workers/node-home.ts";
import type { ClusterFacts } from "../../../components/cluster/cluster.ts";

export const SAMPLE_FACTS: ClusterFacts = {
  id: "dev",
  kubernetes: "1.35",
  zones: ["eu-central-1a", "eu-central-1b"],
  storageClass: "gp3",
  loadBalancer: "aws-nlb-controller",
  architectures: ["amd64"],
  serviceCidr: "172.20.0.0/16",
  ipFamily: "ipv4",
  networkPolicyEngine: "kube-router",
  identity: "oidc",
};

/** What the cluster `dev` is to its workers, as far as it is known before anything is registered. */
export function sampleHome(
  changes: Partial<K3sNodeHome["settings"]> = {},
): Pick<K3sNodeHome, "settings" | "facts"> {
  return {
    facts: SAMPLE_FACTS,
    settings: {
      accountId: "210987654321",
      awsRegion: "eu-central-1",
      agentRelease: "v1.35.8+k3s1",
      secretNames: { server: "atoll/dev/k3s-server", agent: "atoll/dev/k3s-agent" },
      storage: "ebs",
      tags: {
        "atoll:organisation": "lagoon",
        "atoll:cluster": "dev",
        "atoll:environment": "development",
        "atoll:stack": "dev",
      },
      ...changes,
    },
  };
}
