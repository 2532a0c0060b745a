import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const requireMeshEncryption: ResourceRule = {
  id: "require-mesh-encryption",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "The mesh takes no traffic in clear",
  why: "in the permissive mode a pod that is not in the mesh is served as well, and nobody knows who it is",
  remedy: "set mtls.mode to STRICT",
  answers: ["EKS-BP network security: encryption in transit", "threat: traffic between tenants that is read"],
  see: "https://istio.io/latest/docs/reference/config/security/peer_authentication/",
  appliesTo: (type) => type === "kubernetes:security.istio.io/v1:PeerAuthentication",
  check: (inputs) => must(inputs.at("spec", "mtls", "mode"), '"STRICT"', (known) => known === "STRICT"),
};
