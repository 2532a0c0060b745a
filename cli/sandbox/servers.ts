import { resumeClusters, stopClusters } from "../../sandbox/clusters/clusters.ts";
import { clusterNames } from "../../sandbox/clusters/folder.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";
import { Phase } from "../phase.ts";

/** Starts the servers of a sandbox's clusters: what is inside one can be read and changed only while they answer. */
export async function resumed(dir: string): Promise<void> {
  const { clusters } = sandboxAt(dir);
  if (clusterNames(clusters).length === 0) return;
  const phase = new Phase("clusters");
  await resumeClusters(clusters, (status) => {
    phase.say(status);
  });
  phase.done();
}

/** Stops the servers of all clusters; what they know stays. */
export async function stopServers(dir: string): Promise<void> {
  const phase = new Phase("clusters stopped");
  await stopClusters(sandboxAt(dir).clusters);
  phase.done("their data stays; the next command that needs them starts them again");
}
