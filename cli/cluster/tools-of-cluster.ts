import { resolve } from "node:path";
import type { Fleet } from "../../fleet/inventory.ts";
import type { ClusterTools } from "./cluster-access.ts";

/** Command lines for the stack of a cluster: those of the person who calls, or those of a sandbox. */
export async function toolsOfCluster(
  fleet: Fleet,
  cluster: string,
  sandbox: string | undefined,
): Promise<ClusterTools> {
  if (sandbox === undefined) {
    const { toolsOnPath } = await import("../recover/tools.ts");
    const { withKubectl } = await import("./kubectl-on-path.ts");
    return withKubectl(toolsOnPath(resolve(import.meta.dirname, "../..")), fleet.clusters.get(cluster));
  }
  const { sandboxTools } = await import("../sandbox/recovery-tools.ts");
  const { resumed } = await import("../sandbox/servers.ts");
  await resumed(sandbox);
  return sandboxTools(sandbox);
}
