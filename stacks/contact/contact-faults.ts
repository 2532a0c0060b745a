import type { Fault } from "../../fleet/check.ts";
import type { Cluster } from "../../fleet/inventory.ts";
import {
  CLUSTER_ID_COMMAND,
  CLUSTER_ID_KEY,
  K3S_KUBECONFIG,
  KUBECONFIG_KEY,
  setClusterIdCommand,
  setKubeconfigCommand,
} from "../../fleet/outside-vocabulary.ts";

const FILE = { file: "stack configuration", path: KUBECONFIG_KEY };
const ID = { file: "stack configuration", path: CLUSTER_ID_KEY };

/** Where it is told what to do when a cluster that was pinned is gone and another one has its place. */
const ANEW = "docs/attached.md#a-cluster-that-was-built-anew";

/** The pin can be no UID; it is not repeated, for it may be a credential at the wrong place. */
export function malformed(): Fault {
  return { ...ID, expected: `a UID, as ${CLUSTER_ID_COMMAND} prints it` };
}

/** Whoever answers first is not taken for the cluster: people say so, once. */
export function unpinned({ id }: Cluster, host: string, clusterId: string): Fault {
  const hint = `if ${id} is what answers at ${host}: ${setClusterIdCommand(id, clusterId)}`;
  return { ...ID, expected: `who ${id} is`, got: "nothing", hint };
}

interface Stranger {
  readonly pinned: string;
  readonly clusterId: string;
  readonly host: string;
}

/** Another cluster answers: everything would be made anew in it, and deleted in the first. */
export function stranger({ id }: Cluster, { pinned, clusterId, host }: Stranger): Fault {
  return {
    ...FILE,
    expected: `one of the cluster ${pinned}, which ${CLUSTER_ID_KEY} names`,
    got: `that of another cluster, ${clusterId} (${host})`,
    hint: `set the kubeconfig of ${id}: ${setKubeconfigCommand(id, "kubeconfig.yaml")}; only if ${id} was built anew, follow ${ANEW}`,
  };
}

interface Silence {
  readonly host: string;
  readonly got: string;
  readonly pinned: string;
}

/** Nobody answers. */
export function silence({ id, hosts }: Cluster, { host, got, pinned }: Silence): Fault {
  const isLoopback = /^(127\.|localhost|\[::1\])/.test(host);
  const why =
    pinned === ""
      ? `${CLUSTER_ID_KEY} does not say yet who ${id} is, so it has to be asked`
      : "an update needs it; a preview goes on without";
  const hint =
    hosts !== undefined && isLoopback
      ? `${K3S_KUBECONFIG} names the host itself; write ${hosts.registrationAddress} instead`
      : why;
  return { ...FILE, expected: "a kubeconfig whose API server answers", got, hint };
}

/** The API server does not know the user, or does not let it do everything. */
export function refusal({ id }: Cluster, refused: "credentials" | "rights"): Fault {
  if (refused === "rights") {
    const hint =
      "bind its user to the ClusterRole cluster-admin: namespaces, roles and kinds are made with it";
    return { ...FILE, expected: "a user who may do everything in the cluster", hint };
  }
  const hint = `they may have ended; set new ones: ${setKubeconfigCommand(id, "kubeconfig.yaml")}`;
  return { ...FILE, expected: "credentials that the API server takes", hint };
}
