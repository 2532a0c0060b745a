import type { ClusterFacts } from "../../components/cluster/cluster.ts";
import type { Finding } from "../../fleet/check.ts";

/** What an entry says of a cluster that only its kubeconfig leads to. */
export interface Declared {
  /** File of the entry. */
  readonly file: string;
  /** Kind of the entry: facts of K3s on hosts are not declared, they follow from how atoll configures it. */
  readonly kind: "attached" | "k3s";
  readonly facts: ClusterFacts;
  /** Kubernetes minors that its servers may have, the one that they are to have first. */
  readonly minors: readonly string[];
  /** Range of Services, as the lock has it. */
  readonly serviceCidr: string;
  /** Ranges in which pods meet the API server. */
  readonly apiServerRanges: readonly string[];
  /** Range of the machines. */
  readonly nodeRange: string;
  /** Issuer of its tokens. @default - none, so that none is compared */
  readonly issuer?: string;
  /** Whether atoll makes its storage class. */
  readonly bringsStorage: boolean;
  /** Whether metrics-server is among its add-ons. */
  readonly hasMetricsServer: boolean;
}

/** What a look at the cluster yields. */
export interface Compared {
  readonly findings: readonly Finding[];
  /** What cannot be seen from here, one sentence each. */
  readonly notes: readonly string[];
}

export const NOTHING: Compared = { findings: [], notes: [] };

/** One fault, at a fact of the entry. */
export function at(
  { file }: Declared,
  path: readonly (string | number)[],
  expected: string,
  more: Pick<Finding, "got" | "hint"> = {},
): Finding {
  return { file, at: path, expected, ...more };
}

/** Where an entry says a fact: for K3s on hosts nowhere but in what it says of these. */
export function factPath({ kind }: Declared, fact: string): readonly string[] {
  return kind === "attached" ? ["attached", fact] : ["hosts"];
}

/** Both sides. */
export function together(parts: readonly Compared[]): Compared {
  return {
    findings: parts.flatMap(({ findings }) => findings),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** A few of many, in order. */
export function someOf(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  const shown = sorted.slice(0, 5).join(", ");
  return sorted.length > 5 ? `${shown} and ${sorted.length - 5} more` : shown === "" ? "none" : shown;
}
