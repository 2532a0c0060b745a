import {
  BALANCER_ANNOTATION_PREFIXES,
  DNS_ANNOTATION_PREFIXES,
  TRAEFIK_ANNOTATION_PREFIX,
} from "../../../../fleet/guard-vocabulary.ts";
import { AS_TENANT, noneBegins, outsideMesh, quoted } from "../cel.ts";
import type { Guard } from "../guard.ts";

/** A Service leads to pods of its namespace, from inside the cluster. */
export const services: Guard = {
  name: "atoll-tenant-services",
  kinds: [{ apiGroups: [""], resources: ["services"], operations: ["CREATE", "UPDATE"] }],
  conditions: { "of-a-tenant": AS_TENANT },
  variables: {
    annotations: "object.metadata.?annotations.orValue({})",
    labels: "object.metadata.?labels.orValue({})",
  },
  checks: {
    type: {
      expression: 'object.spec.?type.orValue("ClusterIP") == "ClusterIP"',
      message: "a Service is of type ClusterIP: the gateway is the way in",
    },
    addresses: {
      expression:
        'object.spec.?externalIPs.orValue([]).size() == 0 && object.spec.?loadBalancerIP.orValue("") == ""',
      message: "a Service claims no address outside of the cluster",
    },
    names: {
      expression: noneBegins("variables.annotations", [
        ...DNS_ANNOTATION_PREFIXES,
        ...BALANCER_ANNOTATION_PREFIXES,
      ]),
      message: "names and load balancers come from the tenant's entry, not from annotations",
    },
    references: {
      expression: `!variables.annotations.exists(key, key.startsWith(${quoted(TRAEFIK_ANNOTATION_PREFIX)}) && variables.annotations[key].contains("@"))`,
      message: "annotations of the gateway name nothing of others: leave out values with an at sign",
    },
    mesh: {
      expression: `${outsideMesh("variables.labels")} && ${outsideMesh("variables.annotations")}`,
      message:
        "the platform decides how the mesh reaches a Service: leave out labels and annotations of istio.io",
    },
  },
};
