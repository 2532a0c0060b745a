import type { Finding } from "../check.ts";
import type { Cluster, Inventory } from "../inventory.ts";
import { launchesNodes } from "../nodes/launches-nodes.ts";
import { poolClass } from "../nodes/node-pools.ts";

/** What nodes of K3s cannot be: their image has no drivers, and one that an entry names is of one processor. */
export function k3sPoolFindings(inventory: Inventory): readonly Finding[] {
  return [...inventory.clusters.values()]
    .filter((cluster) => cluster.kind === "k3s" && launchesNodes(cluster))
    .flatMap((cluster) => {
      const file = `clusters/${cluster.id}.yaml`;
      return [...systemFindings(cluster), ...poolFindings(cluster)].map((one) => ({ ...one, file }));
    });
}

type NodesFinding = Omit<Finding, "file">;

function systemFindings({ nodes }: Cluster): readonly NodesFinding[] {
  if (nodes.system === undefined) return [];
  const expected = "no number for kind k3s, whose servers are its system nodes";
  return [{ at: ["nodes", "system"], expected, hint: "remove it; k3s.servers says how many there are" }];
}

function poolFindings({ nodes, k3s }: Cluster): readonly NodesFinding[] {
  return Object.entries(nodes.pools ?? {}).flatMap(([name, entry]): NodesFinding[] => {
    const at = ["nodes", "pools", name];
    const arm = entry.architectures.indexOf("arm64");
    return [
      ...(poolClass(name, entry) === "gpu"
        ? [
            {
              at: entry.class === undefined ? at : [...at, "class"],
              atKey: entry.class === undefined,
              expected: "no GPUs on kind k3s, whose image has no drivers",
              got: '"gpu"',
              hint: "build the cluster as kind eks",
            },
          ]
        : []),
      ...(arm < 0 || k3s.image === undefined
        ? []
        : [
            {
              at: [...at, "architectures", arm],
              expected: "amd64 alone beside k3s.image, which is one image for all nodes",
              hint: "remove k3s.image: the catalog has one for each",
            },
          ]),
    ];
  });
}
