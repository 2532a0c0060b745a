import { GUARD_PARAMETERS } from "../../../../fleet/guard-vocabulary.ts";
import { NAMESPACE_VARIABLES, parameters, PLATFORM, PLATFORM_ACCOUNT } from "../cel.ts";
import type { Guard } from "../guard.ts";
import { ANNOTATION_CHECKS } from "./annotation-checks.ts";

/** By which names a tenant is reached from outside, and where they lead. */
export const hosts: Guard = {
  name: "atoll-tenant-hosts",
  kinds: [
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], operations: ["CREATE", "UPDATE"] },
    {
      apiGroups: ["gateway.networking.k8s.io"],
      resources: ["httproutes", "grpcroutes", "tlsroutes"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  conditions: { "of-a-tenant": `!${PLATFORM_ACCOUNT}` },
  variables: {
    ...NAMESPACE_VARIABLES,
    annotations: "object.metadata.?annotations.orValue({})",
    own: `${parameters(GUARD_PARAMETERS.hosts)}.filter(one, one != "")`,
    rules: "object.spec.?rules.orValue([])",
    wanted:
      'object.kind == "Ingress" ? variables.rules.map(rule, rule.?host.orValue("")) + object.spec.?tls.orValue([]).map(one, one.?hosts.orValue([""]).join(" ")) : object.spec.?hostnames.orValue([])',
    backends:
      'object.kind == "Ingress" ? [] : variables.rules.map(rule, rule.?backendRefs.orValue([])).filter(refs, refs.exists(one, one.?namespace.orValue(request.namespace) != request.namespace))',
  },
  checks: {
    hosts: {
      expression: `(variables.wanted.size() > 0 && variables.wanted.all(names, names.split(" ").all(name, name in variables.own))) || ${PLATFORM}`,
      message: "every host is one of the tenant's entry, written as there",
    },
    "no-default": {
      expression: "!has(object.spec.defaultBackend)",
      message: "an Ingress answers for its hosts alone: leave out defaultBackend",
    },
    backends: {
      expression: "variables.backends.size() == 0",
      message: "a route leads to Services of its own namespace",
    },
    ...ANNOTATION_CHECKS,
  },
};
