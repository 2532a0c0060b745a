import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stopClusters } from "../../sandbox/clusters/clusters.ts";
import { clusterNames } from "../../sandbox/clusters/folder.ts";
import { clusterProcesses } from "../../sandbox/clusters/processes.ts";
import {
  outsideClusters,
  outsideId,
  removeOutside,
  startOutside,
} from "../../sandbox/engine/outside-clusters.ts";
import { contact } from "../../stacks/contact/contact.ts";
import { outsideKubeconfig } from "../../stacks/outside-kubeconfig.ts";
import { type ClusterChanges, sampleFleet } from "../record/sample-fleet.ts";

const dir = mkdtempSync(join(tmpdir(), "atoll-outside-"));

afterAll(async () => {
  await stopClusters(dir);
  rmSync(dir, { recursive: true, force: true });
});

const network = { mode: "external", cidr: "192.168.10.0/24" };
const ENTRIES: Readonly<Record<string, ClusterChanges>> = {
  plant: {
    ...{ kind: "attached", network, oidc: { issuer: "https://oidc.lagoon.cloud/plant" } },
    attached: { storageClass: "fast", networkPolicyEngine: "cilium", zones: ["rack-a", "rack-b"] },
  },
  barn: {
    ...{ kind: "k3s", provider: "hosts", network },
    hosts: {
      registrationAddress: "k3s.lagoon.cloud",
      machines: {
        one: { role: "server", address: "192.168.10.10", zone: "rack-a" },
        two: { role: "agent", address: "192.168.10.11", zone: "rack-b" },
      },
    },
  },
};

test.each(Object.keys(ENTRIES))(
  "what is run in place of the owner of %s is what its entry says",
  async (id) => {
    const fleet = sampleFleet({ [id]: ENTRIES[id]! });
    const cluster = fleet.clusters.get(id)!;
    const text = await startOutside(dir, fleet, cluster);
    const kubeconfig = outsideKubeconfig(cluster, { text, stackFile: undefined, folder: dir });
    const warnings: string[] = [];
    const warn = (sentence: string): void => void warnings.push(sentence);
    const pinned = await outsideId(dir, id);
    const run = { isPreview: false, warn };
    await expect(contact(fleet, cluster, { kubeconfig, pinned }, run)).resolves.toBe(pinned);
    expect(await startOutside(dir, fleet, cluster)).toBe(text);
    await removeOutside(dir, id);
    expect(clusterNames(dir)).toEqual([]);
    expect(clusterProcesses(dir)).toEqual([]);
  },
);

test("a cluster that is nobody's is removed by nobody", async () => {
  expect(outsideClusters(dir)).toEqual([]);
  await removeOutside(dir, "dev");
  expect(clusterProcesses(dir)).toEqual([]);
});
