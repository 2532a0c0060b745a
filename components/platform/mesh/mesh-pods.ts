import { BYPASS_INBOUND_ANNOTATION, MESH_MODE, MESH_MODE_LABEL } from "../../../fleet/mesh-vocabulary.ts";
import type { AddOnWish } from "../contract.ts";

/** Labels and annotations of pods. */
export interface PodMarks {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Marks of pods that speak to tenants through the mesh but hear from outside it, such as a gateway and collectors of
 * metrics: tenants take nothing but mutual TLS, and who calls these pods has none. Without the mesh they need no marks.
 * The contract of such an add-on says `mesh: "outbound"`.
 *
 * @see https://istio.io/latest/docs/reference/config/annotations/
 */
export function outboundMarks({ has }: Pick<AddOnWish, "has">): PodMarks {
  if (!has("istio-ambient")) return { labels: {}, annotations: {} };
  return {
    labels: { [MESH_MODE_LABEL]: MESH_MODE },
    annotations: { [BYPASS_INBOUND_ANNOTATION]: "true" },
  };
}
