import type { AddOn } from "../contract.ts";

/**
 * Kinds of the Gateway API, standard channel, as a chart of their own that `atoll catalog pull` packs. The bundle also
 * holds the admission policy with which upstream refuses an older or an experimental bundle, so there is one owner.
 *
 * @see https://gateway-api.sigs.k8s.io/guides/getting-started/introduction/
 */
export const gatewayApi: AddOn<"gateway-api"> = {
  contract: {
    name: "gateway-api",
    purpose: "Kinds with which gateways and routes are declared.",
    chart: "gateway-api",
    namespace: "gateway-api",
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {},
    ready: { kind: "crds", what: "the API server serves its kinds" },
    teardown: { first: [], stays: ["its kinds, and with them all gateways and routes"] },
    backup: "Kinds stay in the cluster; the objects of them come from GitOps and from this program.",
    timeoutSeconds: 300,
  },
  values: () => ({}),
};
