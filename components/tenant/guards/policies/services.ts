import { AS_TENANT, outsideMesh } from "../cel.ts";
import type { Guard } from "../guard.ts";
import { ANNOTATION_CHECKS } from "./annotation-checks.ts";

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
    ...ANNOTATION_CHECKS,
    mesh: {
      expression: `${outsideMesh("variables.labels")} && ${outsideMesh("variables.annotations")}`,
      message:
        "the platform decides how the mesh reaches a Service: leave out labels and annotations of istio.io",
    },
  },
};
