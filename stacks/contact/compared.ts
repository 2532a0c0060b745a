import { type Compared, type Declared, together } from "./declared.ts";
import { nodeFacts } from "./node-facts.ts";
import type { Seen } from "./seen.ts";
import { apiServerFacts, issuerFacts, versionFacts } from "./server-facts.ts";
import { loadBalancerFacts, metricsFacts, policyFacts, storageFacts } from "./service-facts.ts";

/** Everything that an entry says of a cluster beside everything that the cluster shows. */
export function compared(declared: Declared, seen: Seen): Compared {
  const sides = [
    versionFacts,
    storageFacts,
    nodeFacts,
    loadBalancerFacts,
    policyFacts,
    apiServerFacts,
    issuerFacts,
    metricsFacts,
  ];
  return together(sides.map((side) => side(declared, seen)));
}
