import type { PropertyPath } from "../property-path.ts";

/** Labels that every chart writes with its own version on every object. */
const LABELS: ReadonlySet<string> = new Set(["helm.sh/chart", "app.kubernetes.io/version", "chart"]);

/** Annotations by which pods are started anew when a ConfigMap or Secret changes, which shows by itself. */
const ANNOTATIONS = /^checksum\/|(^|[./-])checksum([./-]|$)/;

/** Said wherever something was left out. */
export const NOISE_TEXT =
  "labels helm.sh/chart, chart and app.kubernetes.io/version, and annotations with checksums, are not shown";

/** Whether a path leads to something that changes with every version and means nothing by itself. */
export function isNoise(path: PropertyPath): boolean {
  const [metadata, map, key] = path.slice(-3);
  if (metadata !== "metadata" || typeof key !== "string") return false;
  return map === "labels" ? LABELS.has(key) : map === "annotations" && ANNOTATIONS.test(key);
}
