import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const FLEET = SOUND["fleet.yaml"] ?? "";

/** One more alert route than the inventory has. */
const route = (text: string): Files =>
  edited(
    "fleet.yaml",
    "  on-call: { kind: pagerduty, target: platform }\n",
    `  on-call: { kind: pagerduty, target: platform }\n  other: ${text}\n`,
  );

const named = (name: string): Files =>
  edited("fleet.yaml", "alertRoutes:\n", `alertRoutes:\n  ${name}: { kind: slack, target: x }\n`);

const monitoring = (text: string): Files => ({ "fleet.yaml": `${FLEET}monitoring: ${text}\n` });

const CERTIFICATES =
  'certificates: { email: "platform@lagoon.cloud", hostedZoneId: Z0123456789ABCDEFGHIJ }\n';
const PUBLIC: Files = { "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}dns: { public: true }\n` };

/** The fleet whose environment of `dev` hears, too. */
const HEARD = FLEET.replace(
  "environments:\n",
  "environments:\n  development: { ring: edge, alerts: [on-call] }\n",
);

/** A region whose metrics one cluster keeps, if the others reach it. */
const central = (more: Files = {}): Files => ({
  "fleet.yaml": `${HEARD}${CERTIFICATES}monitoring: { management: { eu: dev } }\n`,
  ...PUBLIC,
  ...more,
});

const ALONE = `${SOUND["clusters/old.yaml"] ?? ""}addOns: { victoria-metrics: { central: false } }\n`;

/** Routes with all their words, and a management cluster to which nobody else sends. */
export const SOUND_MONITORING: readonly Files[] = [
  route('{ kind: telegram, target: "-1001234567890", severities: [warning] }'),
  route(
    '{ kind: slack, target: "#ops", hours: { from: "08:00", to: "24:00", days: [sunday], timeZone: Europe/Berlin } }',
  ),
  monitoring(
    '{ heartbeat: true, runbooksUrl: "https://github.com/lagoon/fleet/blob/main/docs/runbooks", smtp: { host: mail.lagoon.cloud, from: alerts@lagoon.cloud, username: alerts } }',
  ),
  central({ "clusters/old.yaml": ALONE }),
];

const UNHEARD =
  "expected a cluster whose environment has an alert route that hears critical, or nobody is told when a sender falls silent, got dev; name one under environments.development.alerts";

const WHERE = "fleet.yaml:14:";

/** How clusters are watched, and who hears of it. */
export const MONITORING_INPUTS: readonly BadInput[] = [
  bad(
    "a chat by its name",
    route("{ kind: telegram, target: our-team }"),
    `${WHERE}36 alertRoutes.other.target: expected the number of a chat, quoted, such as "-1001234567890", got "our-team"`,
  ),
  bad(
    "mail to no address",
    route("{ kind: email, target: on-call }"),
    `${WHERE}33 alertRoutes.other.target: expected an e-mail address such as on-call@lagoon.cloud, got "on-call"`,
  ),
  bad(
    "a severity that nobody uses",
    route("{ kind: slack, target: x, severities: [page] }"),
    `${WHERE}49 alertRoutes.other.severities[0]: expected one of critical, warning, got "page"`,
  ),
  bad(
    "a route that hears nothing",
    route("{ kind: slack, target: x, severities: [] }"),
    `${WHERE}36 alertRoutes.other.severities: expected at least one severity, got a list`,
  ),
  bad(
    "hours that end before they begin",
    route('{ kind: slack, target: x, hours: { from: "18:00", to: "08:00" } }'),
    `${WHERE}64 alertRoutes.other.hours.to: expected an end that is later than the beginning, got "08:00"`,
  ),
  bad(
    "an hour that no day has",
    route('{ kind: slack, target: x, hours: { from: "8:00", to: "25:00" } }'),
    `${WHERE}51 alertRoutes.other.hours.from: expected a time of day such as 08:00, at most 24:00, got "8:00"`,
    `${WHERE}63 alertRoutes.other.hours.to: expected a time of day such as 08:00, at most 24:00, got "25:00"`,
  ),
  bad(
    "hours of a place that does not exist",
    route('{ kind: slack, target: x, hours: { from: "08:00", to: "18:00", timeZone: Europe/Bonn } }'),
    `${WHERE}83 alertRoutes.other.hours.timeZone: expected a time zone such as Europe/Berlin, got "Europe/Bonn"`,
  ),
  bad(
    "a route with the name of a secret",
    named("smtp"),
    'fleet.yaml:13:3 alertRoutes.smtp: expected a name other than nobody, heartbeat, smtp and those that begin with heartbeat-, got "smtp"',
  ),
  bad(
    "a route with the name of a heartbeat",
    named("heartbeat-dev"),
    'fleet.yaml:13:3 alertRoutes.heartbeat-dev: expected a name other than nobody, heartbeat, smtp and those that begin with heartbeat-, got "heartbeat-dev"',
  ),
  bad(
    "mail from clusters without a server",
    edited("fleet.yaml", "kind: pagerduty, target: platform", "kind: email, target: on-call@lagoon.cloud"),
    "fleet.yaml:15:40 environments.production.alerts[0]: expected a server for mail under monitoring.smtp, which clusters send by, got none; describe one, or route on-call by another kind",
  ),
  bad(
    "pages at no address",
    monitoring("{ runbooksUrl: docs/runbooks }"),
    'fleet.yaml:17:28 monitoring.runbooksUrl: expected an address such as https://github.com/lagoon/fleet/blob/main/docs/runbooks, without a slash at its end, got "docs/runbooks"',
  ),
  bad(
    "mail from no address",
    monitoring("{ smtp: { host: mail.lagoon.cloud, from: alerts, username: alerts } }"),
    'fleet.yaml:17:54 monitoring.smtp.from: expected an e-mail address such as alerts@lagoon.cloud, got "alerts"',
  ),
  bad(
    "a management cluster of no region",
    monitoring("{ management: { us: dev } }"),
    'fleet.yaml:17:33 monitoring.management.us: expected the name of a region, got "dev"',
  ),
  bad(
    "a management cluster that does not exist",
    monitoring("{ management: { eu: dve } }"),
    'fleet.yaml:17:33 monitoring.management.eu: expected a cluster of region eu, got "dve"; did you mean dev',
  ),
  bad(
    "a management cluster without a name that others trust",
    { ...monitoring("{ management: { eu: dev } }"), "clusters/old.yaml": ALONE },
    "fleet.yaml:17:33 monitoring.management.eu: expected certificates in fleet.yaml, by which senders know it, got dev; say how certificates are issued, or leave metrics in each cluster",
    "fleet.yaml:17:33 monitoring.management.eu: expected dns.public: true in its region, in whose zone its name is proven and found, got dev; say so in regions/eu.yaml",
    `fleet.yaml:17:33 monitoring.management.eu: ${UNHEARD}`,
  ),
  bad(
    "a management cluster of which nobody hears what is critical",
    {
      "fleet.yaml": `${HEARD.replace("target: platform }", "target: platform, severities: [warning] }")}${CERTIFICATES}monitoring: { management: { eu: dev } }\n`,
      ...PUBLIC,
      "clusters/old.yaml": ALONE,
    },
    `fleet.yaml:19:33 monitoring.management.eu: ${UNHEARD}`,
  ),
  bad(
    "a management cluster that keeps no metrics",
    central({
      "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { victoria-metrics: { enabled: false } }\n`,
      "clusters/old.yaml": ALONE,
    }),
    "fleet.yaml:19:33 monitoring.management.eu: expected a cluster with victoria-metrics, got dev; switch victoria-metrics on in clusters/dev.yaml",
  ),
  bad(
    "a cluster without a private way to the store of its region",
    central(),
    "clusters/old.yaml:1:1 addOns.victoria-metrics.central: expected a private way to dev, which keeps the metrics of eu, got none; link the two, attach both to the gateway, or say addOns.victoria-metrics.central: false",
  ),
  bad(
    "a queue without room",
    {
      "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { victoria-metrics: { queueGib: 0, scrapeIntervalSeconds: 1 } }\n`,
    },
    "clusters/dev.yaml:7:41 addOns.victoria-metrics.queueGib: expected a whole number in 1..1024, got 0",
    "clusters/dev.yaml:7:67 addOns.victoria-metrics.scrapeIntervalSeconds: expected a whole number in 5..300, got 1",
  ),
];
