import { parse } from "yaml";

/** What every node of K3s has: upgrades go by it. */
export const RELEASE = "atoll/k3s-release=v1.35.8-k3s1";

/** What K3s reads of the user data of an agent. */
export function nodeConfig(userData: string): {
  readonly labels: readonly string[];
  readonly taints: readonly string[];
} {
  const { write_files: files } = parse(userData) as {
    readonly write_files: readonly { readonly path: string; readonly content: string }[];
  };
  const file = files.find(({ path }) => path === "/etc/rancher/k3s/config.yaml");
  const config = parse(file?.content ?? "") as Readonly<Record<string, readonly string[] | undefined>>;
  return { labels: config["node-label"] ?? [], taints: config["node-taint"] ?? [] };
}
