import { FailedCommand } from "../../fleet/failed-command.ts";
import type { Resolve } from "../../sandbox/kubernetes/name-resolution.ts";

interface NamedCluster {
  readonly name: string;
  readonly cluster: Readonly<Record<string, unknown>>;
}

/**
 * A kubeconfig whose servers are where the names of the simulated AWS lead to: no resolver of this machine knows those.
 * The certificate is still asked for the name.
 *
 * @throws FailedCommand when nobody answers there
 */
export function reachable(name: string, config: object, resolve: Resolve): object {
  const { clusters } = config as { readonly clusters?: readonly NamedCluster[] };
  if (clusters === undefined) return config;
  return {
    ...config,
    clusters: clusters.map((one) => ({ ...one, cluster: located(name, one.cluster, resolve) })),
  };
}

function located(name: string, cluster: NamedCluster["cluster"], resolve: Resolve): NamedCluster["cluster"] {
  const { hostname, port } = new URL(String(cluster["server"]));
  const found = resolve(hostname, Number(port) || 443);
  if (found === undefined) return cluster;
  if ("fault" in found) throw new FailedCommand(`cluster ${name}`, found.fault);
  return { "tls-server-name": hostname, ...cluster, server: `https://${found.host}:${found.port}` };
}
