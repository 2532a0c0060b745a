import { LOCAL_PATH_CLASS, LONGHORN_CLASS } from "../../fleet/k3s/system-vocabulary.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { STORAGE_CLASS } from "../cluster/system-objects.ts";
import type { K3sSettings } from "./settings.ts";

/** Class of volumes that a claim gets when it names none, by what provides them. */
const STORAGE_CLASSES: Readonly<Record<K3sSettings["storage"], string>> = {
  ebs: STORAGE_CLASS,
  longhorn: LONGHORN_CLASS,
  "local-path": LOCAL_PATH_CLASS,
};

/** What is known of a K3s cluster in AWS before any of it is there. */
export function k3sFacts(
  id: string,
  settings: Pick<K3sSettings, "workloadKubernetes" | "zones" | "storage" | "flags">,
): ClusterFacts {
  return {
    id,
    kubernetes: settings.workloadKubernetes,
    zones: settings.zones,
    storageClass: STORAGE_CLASSES[settings.storage],
    loadBalancer: "aws-nlb-controller",
    architectures: ["amd64"],
    serviceCidr: settings.flags.serviceCidr,
    ipFamily: "ipv4",
    // K3s brings the controller of kube-router, and nothing else of it.
    networkPolicyEngine: "kube-router",
    identity: "oidc",
  };
}
