import pc from "picocolors";
import { clusterNames } from "../../sandbox/clusters/folder.ts";
import { type NodeReport, simulateNodePools } from "../../sandbox/clusters/node-pool-simulator.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";
import { Phase } from "../phase.ts";
import { printJson } from "../report.ts";
import { resumed } from "./servers.ts";

/** Gives pods that wait for a machine one, in every cluster of a sandbox, as Karpenter would; and says so. */
export async function addNodes(dir: string, isJson: boolean): Promise<void> {
  await resumed(dir);
  const { clusters } = sandboxAt(dir);
  const names = clusterNames(clusters);
  const reports: Record<string, NodeReport> = {};
  for (const name of names) {
    const phase = new Phase(`simulated Karpenter of ${name}`);
    const report = await simulateNodePools(clusters, name);
    phase.done();
    reports[name] = report;
    if (!isJson) console.log(nodesText(report) || "no pod waits for a node");
  }
  if (isJson) printJson({ clusters: reports });
  else if (names.length === 0) console.log("no cluster is up");
}

/** What the simulator did, a line for each node and for each pod that it could not help; empty when nothing. */
export function nodesText({ launched, removed, waiting }: NodeReport): string {
  return [
    ...launched.map(
      ({ name, pool, zone, pods }) =>
        `${pc.green("launched")} ${name} of pool ${pool}${zone === "" ? "" : ` in ${zone}`}, for ${pods} waiting ${pods === 1 ? "pod" : "pods"}`,
    ),
    ...removed.map((name) => `${pc.yellow("removed")} ${name}: its pool is gone`),
    ...waiting.map(({ pod, why }) => `${pc.yellow("waiting")} ${pod}: no pool has a node for it: ${why}`),
  ].join("\n");
}
