import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const SSO: Readonly<Record<string, string>> = {
  issuer: "https://login.lagoon.cloud/realms/lagoon",
  clientId: "platform",
  admins: "[platform-admins]",
};

const DELIVERY: Readonly<Record<string, string>> = {
  sources: '["https://github.com/lagoon/*"]',
};

const WINDOW =
  "{ kind: deny, schedule: 0 18 * * 5, hours: 60, timezone: Europe/Berlin, why: nobody is there }";

const written = (
  key: string,
  sound: Readonly<Record<string, string>>,
  changes: Record<string, string>,
): Files => {
  const words = Object.entries({ ...sound, ...changes }).filter(([, value]) => value !== "");
  const lines = words.map(([name, value]) => `  ${name}: ${value}\n`).join("");
  return { "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}${key}:\n${lines}` };
};

const sso = (changes: Record<string, string>): Files => written("sso", SSO, changes);
const delivery = (changes: Record<string, string>): Files => written("delivery", DELIVERY, changes);

const ISSUER =
  "expected an address such as https://login.lagoon.cloud/realms/lagoon, without a query or a slash at its end";
const GROUP = "expected the name of a group: letters, digits and . _ : / @ - alone";
const SOURCE = "expected a repository, or all below an address, such as https://github.com/lagoon/*";
const STAR = "a star ends it or stands nowhere";
const ROLE =
  "expected the ARN of a role such as arn:aws:iam::111122223333:role/acme-queue-reader, without a star";

const keda = (roles: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { keda: { assumeRoles: { zeta: [${roles}] } } }\n`,
});

/** A fleet that people sign in to, and that says when and whence tenants deploy; and a cluster that asks queues. */
export const SOUND_DELIVERY: readonly Files[] = [
  sso({ viewers: '["team:acme", "ops@lagoon.cloud"]', groupsClaim: "cognito:groups" }),
  delivery({
    sources: '["https://github.com/lagoon/*", "ssh://git@git.lagoon.cloud:7999/platform/shop.git"]',
  }),
  delivery({ sources: "", windows: `[${WINDOW}]` }),
  keda('"arn:aws:iam::111122223333:role/queues/acme-reader"'),
];

/** Who people are, where applications come from, and what scales them. */
export const DELIVERY_INPUTS: readonly BadInput[] = [
  bad(
    "a provider that anybody on the way may be",
    sso({ issuer: "http://login.lagoon.cloud" }),
    `fleet.yaml:18:11 sso.issuer: ${ISSUER}, got "http://login.lagoon.cloud"`,
  ),
  bad(
    "a provider whose tokens name it without the slash",
    sso({ issuer: "https://login.lagoon.cloud/" }),
    `fleet.yaml:18:11 sso.issuer: ${ISSUER}, got "https://login.lagoon.cloud/"`,
  ),
  bad(
    "a client's secret where its id belongs",
    sso({ clientSecret: "hunter2" }),
    'fleet.yaml:21:3 sso.clientSecret: expected one of the keys issuer, clientId, admins, viewers, groupsClaim, got "clientSecret"',
  ),
  bad(
    "people of whom nobody is in charge",
    sso({ admins: "[]" }),
    "fleet.yaml:20:3 sso.admins: expected at least one group, got a list",
  ),
  bad(
    "a group that adds a rule of its own",
    sso({ admins: '["ops\\ng, everybody, role:admin"]' }),
    `fleet.yaml:20:12 sso.admins[0]: ${GROUP}, got "ops\\ng, everybody, role:admin"`,
    'fleet.yaml:20:12 sso.admins[0]: expected visible text on one line, got "ops\\ng, everybody, role:admin"; remove what does not show: control, direction or zero-width characters',
  ),
  bad(
    "a group with a comma",
    sso({ viewers: '["a, role:admin"]' }),
    `fleet.yaml:21:13 sso.viewers[0]: ${GROUP}, got "a, role:admin"`,
  ),
  bad(
    "a claim that ends a list",
    sso({ groupsClaim: '"groups], [email"' }),
    'fleet.yaml:21:16 sso.groupsClaim: expected the name of a claim: letters, digits and . _ : / - alone, got "groups], [email"',
  ),
  bad(
    "a window at a time that never comes",
    delivery({ windows: `[${WINDOW.replace("0 18 * * 5", "0 18 31 2 *")}]` }),
    'fleet.yaml:19:37 delivery.windows[0].schedule: expected a schedule that comes at all, got "0 18 31 2 *"',
  ),
  bad(
    "a window in a zone that nobody lives in",
    delivery({ windows: `[${WINDOW.replace("Europe/Berlin", "Europe/Bern")}]` }),
    'fleet.yaml:19:70 delivery.windows[0].timezone: expected a time zone such as Europe/Berlin, got "Europe/Bern"',
  ),
  bad(
    "the same window twice, of which Argo CD would take none",
    delivery({ windows: `[${WINDOW}, ${WINDOW.replace("nobody is there", "again")}]` }),
    "fleet.yaml:19:109 delivery.windows[1]: expected a window that differs from the others, and from those of fleet.yaml, in kind, schedule or hours, got deny 0 18 * * 5 for 60 hours",
  ),
  bad(
    "applications from anywhere",
    delivery({ sources: '["*"]' }),
    `fleet.yaml:18:13 delivery.sources[0]: ${SOURCE}, got "*"; ${STAR}`,
  ),
  bad(
    "applications from every owner of a host whose name begins alike",
    delivery({ sources: '["https://github.com/lagoon*"]' }),
    `fleet.yaml:18:13 delivery.sources[0]: ${SOURCE}, got "https://github.com/lagoon*"; ${STAR}`,
  ),
  bad(
    "applications from nowhere",
    delivery({ sources: "[]" }),
    "fleet.yaml:18:3 delivery.sources: expected at least one repository, got a list; remove the key for any",
  ),
  bad(
    "every role of an account for queues",
    keda('"arn:aws:iam::111122223333:role/*"'),
    `clusters/dev.yaml:7:41 addOns.keda.assumeRoles.zeta[0]: ${ROLE}, got "arn:aws:iam::111122223333:role/*"`,
  ),
];
