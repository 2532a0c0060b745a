import { type Fault, InputError } from "../../fleet/check.ts";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { k3sRelease } from "../../fleet/k3s/k3s-catalog.ts";
import type { HostCluster } from "../../fleet/k3s/host-cluster.ts";
import { hostFiles } from "../../fleet/k3s/host-files.ts";
import { imageMirror } from "../../fleet/charts/image-source.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { layersOf } from "../../fleet/upgrade/layers.ts";
import { awsFiles } from "./aws-files.ts";

/**
 * Everything that machines of a K3s cluster are told at their first start, by path.
 *
 * @throws InputError when there is no such cluster, or it is of another kind.
 */
export function renderedFiles(fleet: Fleet, id: string): ReadonlyMap<string, string> {
  const cluster = fleet.clusters.get(id);
  if (cluster?.kind !== "k3s") throw new InputError([notK3s(fleet, id)]);
  return cluster.provider === "hosts" ? hostFiles(hostCluster(fleet, cluster)) : awsFiles(fleet, cluster);
}

function notK3s({ clusters }: Fleet, id: string): Fault {
  const known = [...clusters.values()].filter(({ kind }) => kind === "k3s").map((cluster) => cluster.id);
  const hint = clusters.has(id) ? undefined : didYouMean(id, known);
  return {
    file: "<cluster>",
    path: "",
    expected: `a cluster of kind k3s (${known.join(", ") || "none"})`,
    got: JSON.stringify(id),
    ...(hint === undefined ? {} : { hint }),
  };
}

function hostCluster(fleet: Fleet, cluster: Cluster): HostCluster {
  const { id, region, hosts, k3s, oidc } = cluster;
  const locked = fleet.lock.clusters[id];
  if (hosts === undefined || locked?.pods === undefined)
    throw new Error(`${id} has no hosts or no range of pods`);
  const mirror = imageMirror(fleet, cluster);
  const { k3s: releases } = fleet.settings.mirrors;
  return {
    cluster: id,
    region,
    version: k3sRelease(layersOf(fleet, cluster).controlPlane).version,
    hosts,
    flags: {
      podCidr: locked.pods,
      serviceCidr: locked.services,
      serviceLb: true,
      localStorage: (k3s.storage ?? "local-path") === "local-path",
      ...(oidc === undefined ? {} : { issuer: oidc.issuer }),
    },
    snapshots: k3s.snapshots,
    longhorn: k3s.storage === "longhorn",
    ...(mirror === undefined ? {} : { imageMirror: mirror }),
    ...(releases === undefined ? {} : { releaseMirror: releases }),
  };
}
