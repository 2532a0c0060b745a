import { InputError } from "../check.ts";
import type { Cluster, Fleet } from "../inventory.ts";
import { offeredMinors } from "../rules/versions.ts";
import { unknownStack } from "../stack-names.ts";
import { hasLayers, layersOf, minorNumber } from "./layers.ts";

/** A cluster whose versions are ours to move. @throws InputError when it is unknown, or run by somebody else */
export function upgradable({ clusters }: Fleet, name: string): Cluster {
  const cluster = clusters.get(name);
  if (cluster === undefined) throw new InputError([unknownStack(name, [...clusters.keys()], "cluster")]);
  if (hasLayers(cluster)) return cluster;
  const expected = "a cluster of kind eks or k3s, whose versions atoll moves";
  const hint = "whoever runs it upgrades it; its kubernetes then says what it has";
  throw new InputError([
    { file: `clusters/${name}.yaml`, path: "kind", expected, got: JSON.stringify(cluster.kind), hint },
  ]);
}

/**
 * The minor that a plan looks at: the entry's, or another one that steps lead to.
 *
 * @throws InputError when the catalog does not have it, or it lies behind.
 */
export function checkedTarget(fleet: Fleet, cluster: Cluster, asked: string | undefined): string {
  if (asked === undefined) return cluster.kubernetes;
  const { controlPlane } = layersOf(fleet, cluster);
  const offered = offeredMinors(cluster).filter((minor) => minorNumber(minor) >= minorNumber(controlPlane));
  if (offered.includes(asked)) return asked;
  const expected = `a minor of the catalog that ${cluster.id} can go to: ${offered.join(", ")}`;
  throw new InputError([{ file: "command line", path: "--to", expected, got: JSON.stringify(asked) }]);
}
