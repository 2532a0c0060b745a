import type { Properties } from "../../provider/properties.ts";
import type { ClusterNode, ClusterTaint } from "../cluster-host.ts";
import { machine } from "../types/eks-nodes.ts";
import { flagValues } from "./machine-files.ts";

/** Pods of a node where its kubelet is told nothing. */
const PODS_MAX = 110;

/** Labels that K3s gives its servers. */
export const SERVER_ROLES = {
  "node-role.kubernetes.io/control-plane": "true",
  "node-role.kubernetes.io/etcd": "true",
};

function pair(text: string): readonly [string, string] {
  const [key = "", ...rest] = text.split("=");
  return [key, rest.join("=")];
}

/** A taint as K3s reads it: `key=value:Effect`. */
function taint(text: string): ClusterTaint {
  const [, left = "", effect = ""] = /^(.*):(\w+)$/.exec(text) ?? [];
  const [key, value] = pair(left);
  const found = (["NoSchedule", "PreferNoSchedule", "NoExecute"] as const).find((one) => one === effect);
  return { key, ...(value !== "" && { value }), effect: found ?? "NoSchedule" };
}

/** Which machine a node is. */
export interface NodeMachine {
  /** Id of the machine: also the name of the node. */
  readonly id: string;
  readonly zone: string;
  readonly instanceType: string;
}

/** The node that a machine registers, by the configuration of K3s on it. */
export function nodeOf({ id, zone, instanceType }: NodeMachine, config: Properties): ClusterNode {
  const most = flagValues(config, "kubelet-arg")
    .map(pair)
    .find(([key]) => key === "max-pods")?.[1];
  return {
    ...{ name: id, zone, instanceType, ...machine(instanceType) },
    providerId: `aws:///${zone}/${id}`,
    pods: most === undefined ? PODS_MAX : Number(most),
    labels: Object.fromEntries(flagValues(config, "node-label").map(pair)),
    taints: flagValues(config, "node-taint").map(taint),
  };
}
