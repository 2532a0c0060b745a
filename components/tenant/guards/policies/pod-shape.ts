import {
  DNS_ANNOTATION_PREFIXES,
  GUARD_PARAMETERS,
  NO_EVICTION_ANNOTATIONS,
  TRAEFIK_ANNOTATION_PREFIX,
} from "../../../../fleet/guard-vocabulary.ts";
import {
  AS_TENANT,
  listed,
  NAMESPACE_VARIABLES,
  noneBegins,
  OPERATED,
  outsideMesh,
  parameter,
  POD_VARIABLES,
} from "../cel.ts";
import type { Guard } from "../guard.ts";
import { WORKLOADS } from "./workloads.ts";

/** Accounts that a tenant's pods run as; all others of a namespace are an operator's. */
const ACCOUNTS = ["", "default", "app"];

/** What a tenant's pods say of themselves. */
export const podShape: Guard = {
  name: "atoll-tenant-pod-shape",
  kinds: WORKLOADS,
  conditions: { "of-a-tenant": AS_TENANT, "not-of-an-operator": `!(${OPERATED})` },
  variables: { ...NAMESPACE_VARIABLES, ...POD_VARIABLES },
  checks: {
    asleep: {
      // What describes pods may stay and change; only databases, whose pods an operator makes, are awake.
      expression: `object.kind != "Pod" || request.operation != "CREATE" || ${parameter(GUARD_PARAMETERS.asleep)} != "true"`,
      message: "this tenant was asleep when it began to retire, and its applications stay so",
    },
    "empty-dir": {
      expression: "variables.volumes.all(one, !has(one.emptyDir) || has(one.emptyDir.sizeLimit))",
      message: "an emptyDir has a sizeLimit",
    },
    eviction: {
      expression: `!variables.annotations.exists(key, key in ${listed(NO_EVICTION_ANNOTATIONS)})`,
      message: "no pod keeps a node from being emptied: use a disruption budget",
    },
    mesh: {
      expression: `${outsideMesh("variables.labels")} && ${outsideMesh("variables.annotations")}`,
      message:
        "the platform decides which pods are in the mesh: leave out labels and annotations of istio.io",
    },
    names: {
      expression: noneBegins("variables.annotations", [
        ...DNS_ANNOTATION_PREFIXES,
        TRAEFIK_ANNOTATION_PREFIX,
      ]),
      message: "names come from the tenant's entry, not from annotations of a pod",
    },
    account: {
      expression: `variables.spec.?serviceAccountName.orValue("") in ${listed(ACCOUNTS)} && variables.spec.?serviceAccount.orValue("") in ${listed(ACCOUNTS)}`,
      message: "pods of tenants run as the account app or default",
    },
  },
};
