import type { OutsideKubeconfig } from "../../../components/outside/kubeconfig.ts";
import { InputError } from "../../../fleet/check.ts";
import { contact } from "../../../stacks/contact/contact.ts";
import { type ClusterChanges, sampleFleet } from "../../record/sample-fleet.ts";
import { type Answers, SHOWN_ID, shownCluster } from "./shown-cluster.ts";

/** A cluster of somebody else's, as the made-up server shows it. */
export const PLANT: ClusterChanges = {
  kind: "attached",
  network: { mode: "external", cidr: "192.168.10.0/24" },
  attached: {
    storageClass: "fast-encrypted",
    networkPolicyEngine: "calico",
    zones: ["rack-a", "rack-b"],
  },
};

/** K3s on two hosts. */
export const HOSTS: ClusterChanges = {
  kind: "k3s",
  provider: "hosts",
  network: { mode: "external", cidr: "192.168.10.0/24" },
  hosts: {
    registrationAddress: "k3s.lagoon.cloud",
    machines: {
      one: { role: "server", address: "192.168.10.10", zone: "rack-a" },
      two: { role: "agent", address: "192.168.10.11", zone: "rack-b" },
    },
  },
};

export interface Said {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** What a contact with `plant` says. @param pinned who it is by its stack's configuration */
export async function said(
  entry: ClusterChanges,
  kubeconfig: OutsideKubeconfig,
  isPreview: boolean,
  pinned: string | undefined = SHOWN_ID,
): Promise<Said> {
  const fleet = sampleFleet({ plant: entry });
  const cluster = fleet.clusters.get("plant")!;
  const warnings: string[] = [];
  const warn = (sentence: string): void => void warnings.push(sentence);
  try {
    await contact(fleet, cluster, { kubeconfig, pinned }, { isPreview, warn });
    return { faults: [], warnings };
  } catch (error) {
    if (error instanceof InputError) return { faults: error.message.split("\n"), warnings };
    throw error;
  }
}

/** Faults of an update, with answers of the server that are others. */
export const update = async (entry: ClusterChanges, changes: Answers = {}): Promise<readonly string[]> =>
  (await said(entry, await shownCluster(changes), false)).faults;
