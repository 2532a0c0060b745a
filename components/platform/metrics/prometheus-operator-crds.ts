import { KEPT_BY_HELM } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOn } from "../contract.ts";

/**
 * Kinds by which charts say what is to be scraped and watched. Charts render their monitors only where these kinds are,
 * so they come before every add-on that has some.
 *
 * @see https://github.com/prometheus-operator/prometheus-operator
 */
export const prometheusOperatorCrds: AddOn<"prometheus-operator-crds"> = {
  contract: {
    name: "prometheus-operator-crds",
    purpose: "Kinds with which monitors and rules are declared.",
    chart: "prometheus-operator-crds",
    namespace: "prometheus-operator-crds",
    podSecurity: "restricted",
    requires: [],
    conflicts: [],
    traffic: {},
    ready: { kind: "crds", what: "the API server serves its kinds" },
    teardown: { first: [], stays: ["its kinds, and with them all monitors and rules"] },
    backup: "Kinds stay in the cluster; the objects of them come from GitOps and from this program.",
    timeoutSeconds: 300,
  },
  values: () => ({ crds: { annotations: KEPT_BY_HELM } }),
};
