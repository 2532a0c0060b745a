import { must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";

export const forbidOpenListeners: ResourceRule = {
  id: "forbid-open-listeners",
  level: "mandatory",
  group: "exposure",
  scope: "resource",
  what: "No listener of a gateway takes routes of every namespace",
  why: "any tenant could otherwise publish under the name and the certificate of another",
  remedy: "select namespaces by their labels, or allow the gateway's own",
  answers: ["threat: a host of another tenant", "threat: routes across namespaces"],
  see: "https://gateway-api.sigs.k8s.io/concepts/security-model/",
  appliesTo: (type) => type === "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  check: (inputs) =>
    inputs
      .at("spec", "listeners")
      .items.flatMap((listener) =>
        must(
          listener.at("allowedRoutes", "namespaces", "from"),
          '"Same" or "Selector"',
          (known) => known !== "All",
        ),
      ),
};
