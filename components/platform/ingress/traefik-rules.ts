import type { RuleGroup } from "../rules.ts";

const RELOADED = "traefik_config_last_reload_success";
const REQUESTS = "traefik_entrypoint_requests_total";

/** What is read of Traefik; per tenant its services are counted by the rules of the platform as a whole. */
export const INGRESS_METRICS = [
  RELOADED,
  REQUESTS,
  "traefik_open_connections",
  "traefik_service_request_duration_seconds_bucket",
  "traefik_service_requests_total",
];

/** Answers that Traefik itself gives when nobody behind it does. */
const NOBODY = 'code=~"502|503|504"';

export const INGRESS_RULES: RuleGroup = {
  name: "ingress",
  rules: [
    {
      alert: "IngressDown",
      expr: `absent(${RELOADED})`,
      for: "5m",
      severity: "critical",
      summary: "No pod of the ingress answers; no tenant of the cluster can be reached.",
    },
    {
      alert: "IngressBackendsUnreachable",
      expr: `sum(rate(${REQUESTS}{entrypoint="websecure",${NOBODY}}[5m])) / sum(rate(${REQUESTS}{entrypoint="websecure"}[5m])) > 0.05 and sum(rate(${REQUESTS}{entrypoint="websecure"}[5m])) > 1`,
      for: "10m",
      severity: "critical",
      summary: "More than 5 % of all requests reach nobody behind the ingress.",
    },
  ],
};
