import { serverBoot } from "../../components/k3s/server-boot.ts";
import { k3sFacts } from "../../components/k3s/facts.ts";
import { UNREGISTERED_NODE, workerBoot, workerShares } from "../../components/k3s/workers/worker-plan.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { agentUserData } from "../../fleet/k3s/agent-user-data.ts";
import { bootScript, machineLibrary, tailnetScript, tokenScript } from "../../fleet/k3s/machine-scripts.ts";
import { serverUserData } from "../../fleet/k3s/server-user-data.ts";
import { MAX_PODS } from "../../fleet/nodes/node-facts.ts";
import { nodeGroups } from "../../fleet/nodes/node-groups.ts";
import { autoscalerSettings } from "../../stacks/cluster-settings.ts";
import { k3sSettings } from "../../stacks/k3s-settings.ts";

/** What stands for the name of the load balancer, which AWS makes up. */
const REGISTRATION = "name-of-the-load-balancer.invalid";

/** User data of each server and each kind of worker, and the scripts in it, which user data holds compressed. */
export function awsFiles(fleet: Fleet, cluster: Cluster): ReadonlyMap<string, string> {
  const settings = k3sSettings(fleet, cluster);
  const home = { settings, facts: k3sFacts(cluster.id, settings) };
  return new Map([
    ...settings.servers.map(
      ({ key }) =>
        [`server-${key}.yaml`, serverUserData(serverBoot(cluster.id, settings, key, REGISTRATION))] as const,
    ),
    ...[...workerNodes(fleet, cluster)].map(
      ([name, node]) => [`agent-${name}.yaml`, agentUserData(workerBoot(home, REGISTRATION, node))] as const,
    ),
    ["atoll-boot-of-servers.sh", bootScript("server")],
    ["atoll-boot-of-agents.sh", bootScript("agent")],
    ["atoll-token.sh", tokenScript()],
    ...(settings.tailscale === undefined ? [] : [["atoll-tailnet.sh", tailnetScript()] as const]),
    ["machine.sh", machineLibrary()],
  ]);
}

/** Kinds of workers by name; all that Karpenter launches start alike. */
function workerNodes(fleet: Fleet, cluster: Cluster): ReadonlyMap<string, typeof UNREGISTERED_NODE> {
  if (cluster.nodes.autoscaler === "karpenter") return new Map([["karpenter", UNREGISTERED_NODE]]);
  const { pools, zones } = autoscalerSettings(fleet, cluster);
  return new Map(
    [...workerShares(nodeGroups(pools, zones, MAX_PODS))].map(([share, { node }]) => [share, node]),
  );
}
