import { stringify } from "yaml";

/** One flag of K3s, as its configuration file has it. */
export interface K3sFlag {
  readonly key: string;
  readonly value: string | number | boolean;
  /** Why it is set. */
  readonly why: string;
}

/** Flags that may be given several times: lists in the file. @see https://docs.k3s.io/cli/server */
const REPEATABLE: ReadonlySet<string> = new Set([
  "disable",
  "kube-apiserver-arg",
  "kube-controller-manager-arg",
  "kubelet-arg",
  "node-label",
  "node-taint",
  "tls-san",
]);

/** The configuration file that sets these flags. */
export function configText(flags: readonly K3sFlag[]): string {
  const config = new Map<string, K3sFlag["value"] | K3sFlag["value"][]>();
  for (const { key, value } of flags) {
    const before = config.get(key);
    if (REPEATABLE.has(key)) config.set(key, Array.isArray(before) ? [...before, value] : [value]);
    else if (before === undefined) config.set(key, value);
    else throw new Error(`the flag ${key} of K3s is set twice`);
  }
  return stringify(Object.fromEntries(config), { lineWidth: 0 });
}
