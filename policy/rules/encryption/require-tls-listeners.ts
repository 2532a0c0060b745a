import { breach, type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "HTTPS, TLS or TCP, or a redirect to HTTPS";

/** Handed on as it is: whoever is behind it speaks TLS. */
const PASSED_ON: ReadonlySet<unknown> = new Set(["TCP", "UDP", "TCP_UDP", "QUIC"]);
const ENCRYPTED: ReadonlySet<unknown> = new Set(["HTTPS", "TLS"]);
const MODERN = /TLS13|TLS-1-2|TLS12/;

function findings(inputs: Value): readonly Finding[] {
  const protocol = inputs.at("protocol");
  if (protocol.isUnknown) return [unknown(protocol, EXPECTED)];
  if (PASSED_ON.has(protocol.known)) return [];
  if (ENCRYPTED.has(protocol.known))
    return must(inputs.at("sslPolicy"), "a policy of TLS 1.2 or newer", (known) => {
      return typeof known === "string" && MODERN.test(known);
    });
  const redirects = inputs.at("defaultActions").items.map((action) => action.at("redirect", "protocol"));
  if (redirects.length > 0 && redirects.every(({ known }) => known === "HTTPS")) return [];
  const open = redirects.find(({ isUnknown }) => isUnknown);
  return [open === undefined ? breach(protocol, EXPECTED) : unknown(open, EXPECTED)];
}

export const requireTlsListeners: ResourceRule = {
  id: "require-tls-listeners",
  level: "mandatory",
  group: "encryption",
  scope: "resource",
  what: "A load balancer speaks TLS 1.2 or newer, or hands what is encrypted on as it is",
  why: "what is sent in clear, or by an old protocol, is read and changed on its way",
  remedy:
    "use HTTPS or TLS with a policy of TLS 1.2 or 1.3, TCP to a server that speaks TLS itself, or redirect to HTTPS",
  answers: [
    "AWS ELB.1: HTTP is redirected to HTTPS",
    "AWS ELB.17: listeners use recommended security policies",
    "CIS-EKS 5.4.5: traffic to load balancers is encrypted",
  ],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  appliesTo: (type) => type === "aws:lb/listener:Listener",
  check: findings,
};
