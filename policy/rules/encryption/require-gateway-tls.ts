import { type Finding, must, unknown } from "../../finding.ts";
import { mustHold } from "../../list-findings.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** HBONE is the mesh's own, and encrypted. */
const ENCRYPTED: ReadonlySet<unknown> = new Set(["HTTPS", "TLS", "HBONE"]);

function findings(listener: Value): readonly Finding[] {
  const protocol = listener.at("protocol");
  const from = listener.at("allowedRoutes", "namespaces", "from");
  if (listener.isUnknown || protocol.isUnknown) return [unknown(protocol, "HTTPS or TLS")];
  // What is only led on to HTTPS serves nobody else's routes.
  if (!ENCRYPTED.has(protocol.known))
    return must(from, '"Same", for nothing is encrypted here', (known) => known === "Same");
  const mode = listener.at("tls", "mode");
  if (protocol.known === "HBONE" || mode.known === "Passthrough") return [];
  return mode.isUnknown
    ? [unknown(mode, "a certificate")]
    : mustHold(listener.at("tls", "certificateRefs"), "a certificate", (known) => known !== undefined);
}

export const requireGatewayTls: ResourceRule = {
  id: "require-gateway-tls",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "A gateway serves routes of others over TLS alone",
  why: "passwords and sessions in clear are read by whoever stands between",
  remedy: "use HTTPS with certificateRefs; keep HTTP for the route that redirects",
  answers: ["EKS-BP network security: TLS at the way in", "threat: read what users send"],
  see: "https://gateway-api.sigs.k8s.io/guides/tls/",
  appliesTo: (type) => type === "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  check: (inputs) => inputs.at("spec", "listeners").items.flatMap(findings),
};
