import { expect, test } from "vitest";
import { nodesCommand } from "../../cli/commands/nodes.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";
import { type Files, inventoryFolder, SMALL } from "../fleet/written-inventory.ts";

const ATTIC = String(SMALL["clusters/dev.yaml"]).replace("kind: eks", "kind: attached");
const OUTSIDE =
  "network: { mode: external, cidr: 192.168.77.0/24 }\nattached: { storageClass: fast, networkPolicyEngine: calico }\n";

/** `atoll nodes explain` of these clusters, where these are as well. */
async function explain(files: Files, ...names: readonly string[]): Promise<unknown> {
  const dir = inventoryFolder({ ...SMALL, ...files });
  writeLock(dir, updateLock(loadInventory(dir), undefined, "2026-11-24").lock);
  return nodesCommand().parseAsync(["explain", ...names, "--inventory", dir], { from: "user" });
}

test("whoever asks for nodes that atoll does not launch is told why there is nothing to explain", async () => {
  const files = { "clusters/attic.yaml": `${ATTIC}${OUTSIDE}`, "clusters/plot.yaml": ATTIC };
  await expect(explain(files, "attic", "plot", "dev")).rejects.toThrow(
    [
      'cluster "attic": expected a cluster whose nodes atoll launches; atoll launches no nodes of attic: its machines are there already',
      'cluster "plot": expected a cluster whose nodes atoll launches; atoll launches no nodes of plot: it is a network alone',
    ].join("\n"),
  );
  await expect(explain(files, "attik")).rejects.toThrow('cluster "attik": expected one of dev, old');
});
