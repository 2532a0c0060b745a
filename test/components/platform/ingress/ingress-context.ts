import type { ClusterFacts } from "../../../../components/cluster/cluster.ts";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import type { AddOnContext } from "../../../../components/platform/contract.ts";
import type { PlatformSettings } from "../../../../components/platform/settings.ts";
import type { AddOnName } from "../../../../fleet/charts/add-ons.ts";
import { addOnContext } from "../add-on-context.ts";
import { SAMPLE_CLOUD, samplePlatform } from "../sample-platform.ts";

/** What an add-on of a cluster in AWS decides from. */
export function contextFor(
  name: AddOnName,
  settings: Partial<PlatformSettings> = {},
  facts: Partial<ClusterFacts> = {},
): AddOnContext {
  return addOnContext(name, { settings: samplePlatform(settings), facts, cloud: SAMPLE_CLOUD });
}

/** Values of the add-on's chart. */
export function valuesFor(...parts: Parameters<typeof contextFor>): Record<string, unknown> {
  return ADD_ONS[parts[0]].values(contextFor(...parts));
}

/** Add-ons of a cluster with monitors. */
export const WATCHED: readonly AddOnName[] = [
  "cert-manager",
  "external-dns",
  "gateway-api",
  "metrics-server",
  "prometheus-operator-crds",
  "traefik",
];
