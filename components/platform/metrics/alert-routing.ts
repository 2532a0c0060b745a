import { HEARTBEAT, mailServer, NOBODY, receivers } from "./alert-receivers.ts";
import type { AlertRoute, AlertSettings } from "./alert-settings.ts";

/** Alert that always fires, so that its silence tells that alerting is broken. */
export const WATCHDOG = "Watchdog";

/** Label of alerts that say that a whole cluster is down: they silence all others of it. */
export const SCOPE_LABEL = "scope";
export const CLUSTER_SCOPE = "cluster";

type Config = Readonly<Record<string, unknown>>;

/**
 * What Alertmanager does with the alerts of one cluster, as its own configuration: one message for each tenant and
 * cluster, nothing about what a worse alert says already, warnings only in the hours of a route. No secret is in it.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/
 */
export function alertmanagerConfig(settings: AlertSettings, cluster: string): Config {
  return {
    global: { resolve_timeout: "5m", ...mailServer(settings) },
    route: {
      receiver: NOBODY,
      group_by: ["cluster", "tenant", "severity"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "4h",
      routes: [watchdogRoute(settings), ...settings.routes.flatMap(peopleRoutes)],
    },
    inhibit_rules: inhibitions(),
    receivers: receivers(settings, cluster),
    time_intervals: settings.routes.flatMap(interval),
  };
}

/** It ends here, heard by an outside service or by nobody: people hear of its silence alone. */
function watchdogRoute({ heartbeat }: AlertSettings): Config {
  return {
    receiver: heartbeat ? HEARTBEAT : NOBODY,
    matchers: [`alertname="${WATCHDOG}"`],
    group_by: ["cluster"],
    group_wait: "0s",
    group_interval: "1m",
    repeat_interval: "1m",
  };
}

/** Critical alerts come at any time; warnings wait for the hours of the route. Each route hears of its own. */
function peopleRoutes({ name, severities, hours, tenants }: AlertRoute): readonly Config[] {
  return severities.map((severity) => ({
    receiver: name,
    matchers: [`severity="${severity}"`, ...(tenants === undefined ? [] : [ofTenants(tenants)])],
    continue: true,
    ...(severity === "warning" && hours !== undefined ? { active_time_intervals: [intervalName(name)] } : {}),
    ...(severity === "critical" ? { repeat_interval: "1h" } : { repeat_interval: "12h" }),
  }));
}

/** A pattern is held against the whole label, and ids hold nothing that it reads. */
const ofTenants = (tenants: readonly string[]): string => `tenant=~"${tenants.join("|")}"`;

const intervalName = (route: string): string => `hours-of-${route}`;

function interval({ name, hours }: AlertRoute): readonly Config[] {
  if (hours === undefined) return [];
  const { from, to, days, timeZone } = hours;
  const times = [{ start_time: from, end_time: to }];
  return [{ name: intervalName(name), time_intervals: [{ times, weekdays: days, location: timeZone }] }];
}

/** What stays silent because a worse alert says it already. */
function inhibitions(): readonly Config[] {
  return [
    {
      source_matchers: [`${SCOPE_LABEL}="${CLUSTER_SCOPE}"`],
      target_matchers: [`${SCOPE_LABEL}!="${CLUSTER_SCOPE}"`, `alertname!="${WATCHDOG}"`],
      equal: ["cluster"],
    },
    {
      source_matchers: ['severity="critical"'],
      target_matchers: ['severity="warning"'],
      equal: ["cluster", "tenant", "namespace", "alertname"],
    },
    {
      source_matchers: ['severity="critical"', 'slo!=""'],
      target_matchers: ['severity="warning"', 'slo!=""'],
      equal: ["cluster", "tenant", "slo"],
    },
  ];
}
