import { expect, test } from "vitest";
import { alertmanagerConfig } from "../../../../components/platform/metrics/alert-routing.ts";
import { needsAlertSecret } from "../../../../components/platform/metrics/alert-settings.ts";
import { ROUTES } from "./alert-routes.ts";

interface Route {
  readonly receiver: string;
  readonly matchers: readonly string[];
  readonly continue?: boolean;
  readonly active_time_intervals?: readonly string[];
}

const config = (alerting = ROUTES) =>
  alertmanagerConfig(alerting, "prod") as {
    readonly route: { readonly receiver: string; readonly group_by: string[]; readonly routes: Route[] };
    readonly receivers: readonly { readonly name: string }[];
    readonly inhibit_rules: unknown[];
    readonly time_intervals: unknown[];
    readonly global: Record<string, unknown>;
  };

test("messages are grouped by cluster and tenant", () => {
  expect(config().route.group_by).toEqual(["cluster", "tenant", "severity"]);
});

test("the watchdog goes to an outside service alone, and to nobody where there is none", () => {
  const [watchdog] = config().route.routes;
  expect(watchdog).toMatchObject({ receiver: "heartbeat", matchers: ['alertname="Watchdog"'] });
  expect(watchdog?.continue).toBeUndefined();
  expect(config({ routes: [], heartbeat: false }).route.routes).toMatchObject([{ receiver: "nobody" }]);
});

test("warnings wait for the hours of a route, critical alerts don't", () => {
  const chat = config().route.routes.filter(({ receiver }) => receiver === "chat");
  expect(chat.map(({ matchers, active_time_intervals: hours }) => [matchers, hours])).toEqual([
    [['severity="critical"'], undefined],
    [['severity="warning"'], ["hours-of-chat"]],
  ]);
  expect(config().time_intervals).toEqual([
    {
      name: "hours-of-chat",
      time_intervals: [
        {
          times: [{ start_time: "08:00", end_time: "18:00" }],
          weekdays: ["monday", "friday"],
          location: "Europe/Berlin",
        },
      ],
    },
  ]);
});

test("a route hears of the severities that it names, and every route hears for itself", () => {
  const people = config().route.routes.slice(1);
  expect(people.filter(({ receiver }) => receiver === "on-call").map(({ matchers }) => matchers)).toEqual([
    ['severity="critical"'],
  ]);
  expect(people.every((one) => one.continue === true)).toBe(true);
});

test("each route is one receiver, with its secret in a file", () => {
  const text = JSON.stringify(config().receivers);
  expect(config().receivers.map(({ name }) => name)).toEqual([
    "nobody",
    "heartbeat",
    ...ROUTES.routes.map(({ name }) => name),
  ]);
  for (const key of ["on-call", "chat", "telegram", "heartbeat-prod"])
    expect(text).toContain(`"/etc/vm/secrets/alert-routes/${key}"`);
  expect(config().global).toMatchObject({
    smtp_smarthost: "mail.lagoon.cloud:587",
    smtp_auth_password_file: "/etc/vm/secrets/alert-routes/smtp",
  });
});

test("a cluster that is down silences its other alerts, and a critical alert the warning of the same name", () => {
  expect(config().inhibit_rules).toEqual([
    {
      source_matchers: ['scope="cluster"'],
      target_matchers: ['scope!="cluster"', 'alertname!="Watchdog"'],
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
  ]);
});

test("a Secret is needed as soon as somebody hears", () => {
  expect(needsAlertSecret({ routes: [], heartbeat: false })).toBe(false);
  expect(needsAlertSecret({ routes: [], heartbeat: true })).toBe(true);
  expect(needsAlertSecret({ ...ROUTES, heartbeat: false })).toBe(true);
});

test("a route of tenants hears of these alone, by their whole ids", () => {
  const tenants = ["acme", "cobalt"];
  const team = { name: "team", kind: "slack", target: "#team", severities: ["critical"], tenants } as const;
  const { route, receivers } = config({
    ...ROUTES,
    routes: [...ROUTES.routes, { ...team, severities: ["critical"] }],
  });
  const own = route.routes.filter(({ receiver }) => receiver === "team");
  expect(own.map(({ matchers }) => matchers)).toEqual([['severity="critical"', 'tenant=~"acme|cobalt"']]);
  expect(receivers.map(({ name }) => name)).toContain("team");
  const others = route.routes.filter(({ receiver }) => receiver === "on-call");
  expect(others.map(({ matchers }) => matchers)).toEqual([['severity="critical"']]);
});
