import type { AlertSettings } from "../../../../components/platform/metrics/alert-settings.ts";

/** A route of each kind: one for critical alerts alone, one with hours. */
export const ROUTES: AlertSettings = {
  heartbeat: true,
  smtp: { host: "mail.lagoon.cloud", from: "alerts@lagoon.cloud", username: "alerts" },
  routes: [
    { name: "on-call", kind: "pagerduty", target: "platform", severities: ["critical"] },
    {
      name: "chat",
      kind: "slack",
      target: "#platform-alerts",
      severities: ["critical", "warning"],
      hours: { from: "08:00", to: "18:00", days: ["monday", "friday"], timeZone: "Europe/Berlin" },
    },
    { name: "telegram", kind: "telegram", target: "-1001234567890", severities: ["warning"] },
    { name: "mail", kind: "email", target: "team@lagoon.cloud", severities: ["critical", "warning"] },
  ],
};
