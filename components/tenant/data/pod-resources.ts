import { cpuQuantity, sizeQuantity } from "../../../fleet/quantities.ts";
import type { Amounts } from "../../../fleet/tiers.ts";

/** What a container asks for and may take, as Kubernetes writes it. */
export function podResources(requests: Amounts, limits: Amounts): object {
  return { requests: quantities(requests), limits: quantities(limits) };
}

function quantities({ cpuMillicores, memoryMiB, ephemeralMiB }: Amounts): object {
  return {
    cpu: cpuQuantity(cpuMillicores),
    memory: sizeQuantity(memoryMiB),
    "ephemeral-storage": sizeQuantity(ephemeralMiB),
  };
}
