import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

/** The cluster with an override of one add-on; its values begin in line 10. */
function override(addOn: string, values: string): Files {
  const lines = [
    "addOns:",
    `  ${addOn}:`,
    "    valuesOverride: { owner: platform, why: a trial, until: 2027-01-31, values:",
    `      ${values} }`,
  ];
  return { "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}${lines.join("\n")}\n` };
}

const fault = (
  addOn: string,
  [column, path]: readonly [number, string],
  expected: string,
  got: string,
): string =>
  `clusters/dev.yaml:10:${column} addOns.${addOn}.valuesOverride.values.${path}: expected ${expected}, got ${got}; take ${path} out of the override`;

const KINDS = "values that leave kinds alone, for with a kind all objects of it go";
const NETWORK = "values that leave network policies to atoll, which opens what the add-on needs";
const RIGHTS = "values that add no rights to the roles of tenants";
const STORES =
  "values that leave stores and secrets in their namespace, where one tenant reads none of another";
const WEBHOOK = "values that leave the webhook on, which refuses what would stop all scraping";

/** Values that are like those, and undo nothing. */
export const SOUND_VALUES: readonly Files[] = [
  override("keda", "{ resources: { operator: { limits: { memory: 1Gi } } }, extraArgs: { keda: {} } }"),
  override("keda", "{ admissionWebhooks: { enabled: true }, processClusterStore: true }"),
  override("external-secrets", "{ log: { level: debug }, env: [{ name: crds }] }"),
];

/** Overrides that would undo what the platform promises. */
export const GUARDED_VALUE_INPUTS: readonly BadInput[] = [
  bad(
    "an override that takes kinds away",
    override("cert-manager", "{ crds: { keep: false } }"),
    fault("cert-manager", [9, "crds"], KINDS, "a map"),
  ),
  bad(
    "an override that takes kinds away by the old word",
    override("cert-manager", "{ installCRDs: false }"),
    fault("cert-manager", [9, "installCRDs"], KINDS, "false"),
  ),
  bad(
    "an override that clears kinds away in a chart within",
    override("velero", "{ sub: { cleanUpCRDs: true } }"),
    fault("velero", [16, "sub.cleanUpCRDs"], KINDS, "true"),
  ),
  bad(
    "an override that brings network policies of the chart",
    override("argo-cd", "{ global: { networkPolicy: { create: true } } }"),
    fault("argo-cd", [19, "global.networkPolicy"], NETWORK, "a map"),
  ),
  bad(
    "an override that gives tenants rights on kinds",
    override("keda", "{ rbac: { aggregateToDefaultRoles: true } }"),
    fault("keda", [17, "rbac.aggregateToDefaultRoles"], RIGHTS, "true"),
  ),
  ...[
    "processClusterStore",
    "processClusterExternalSecret",
    "processClusterPushSecret",
    "processClusterGenerator",
    "processPushSecret",
  ].map((key) =>
    bad(
      `an override that opens ${key}`,
      override("external-secrets", `{ ${key}: true }`),
      fault("external-secrets", [9, key], STORES, "true"),
    ),
  ),
  bad(
    "an override that switches the webhook of metrics off",
    override("victoria-metrics", "{ admissionWebhooks: { enabled: false } }"),
    fault("victoria-metrics", [9, "admissionWebhooks"], WEBHOOK, "a map"),
  ),
];
