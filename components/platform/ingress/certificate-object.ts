import { CERT_MANAGER_API } from "../../../fleet/charts/platform-vocabulary.ts";
import type { AddOnObject } from "../contract.ts";
import { PUBLIC_ISSUERS } from "./issuers.ts";

/** A certificate that the world trusts for these names, in a Secret that is called as it is. */
export function certificateObject(role: string, name: string, ...dnsNames: readonly string[]): AddOnObject {
  return {
    role,
    apiVersion: CERT_MANAGER_API,
    kind: "Certificate",
    name,
    namespaced: true,
    body: {
      spec: {
        secretName: name,
        dnsNames,
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: PUBLIC_ISSUERS[0] },
      },
    },
  };
}
