import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const SHOP: Readonly<Record<string, string>> = { repository: "https://github.com/zeta/shop.git" };

const lines = (words: Readonly<Record<string, string>>): string =>
  Object.entries(words)
    .map(([key, value]) => `    ${key}: ${value}\n`)
    .join("");

/** Tenant zeta, in the development cluster dev, with an application; line 8 names its repository. */
const shop = (words: Readonly<Record<string, string>> = {}, more = ""): Files => ({
  "tenants/zeta.yaml": `${SOUND["tenants/zeta.yaml"] ?? ""}applications:\n  shop:\n${lines({ ...SHOP, ...words })}${more}`,
});

/** The same of tenant acme, in the production cluster old; line 9 names its repository. */
const acme = (words: Readonly<Record<string, string>>): Files => ({
  "tenants/acme.yaml": `${SOUND["tenants/acme.yaml"] ?? ""}applications:\n  shop:\n${lines({ ...SHOP, ...words })}`,
});

/** A cluster dev that lacks an add-on. */
const without = (addOn: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { ${addOn}: { enabled: false } }\n`,
});

const sources = (list: string): Files => ({
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}delivery: { sources: [${list}] }\n`,
});

const ROLE = "arn:aws:iam::111122223333:role/zeta-queues";
const QUEUE = `{ sqs: "https://sqs.eu-central-1.amazonaws.com/111122223333/orders", role: "${ROLE}", perPod: 5 }`;
const asking = (cluster: string): Files => ({
  [cluster]: `${SOUND[cluster] ?? ""}addOns: { keda: { assumeRoles: { zeta: ["${ROLE}"] } } }\n`,
});
const asked = asking("clusters/dev.yaml");

const TIMES = "[{ start: 0 8 * * 1-5, end: 0 20 * * 1-5, timezone: Europe/Berlin, pods: 6 }]";

export const SOUND_APPLICATIONS: readonly Files[] = [
  shop({ tool: "helm", revisions: '{ trial: ">=1.2.0 <2.0.0" }', paths: "{ trial: deploy/trial }" }),
  shop({ revisions: "{ trial: v1.* }", private: "true", environments: "[trial]" }),
  { ...sources('"https://github.com/zeta/*"'), ...shop() },
  shop({ scaling: `{ sleeps: [trial], cron: ${TIMES} }` }),
  { ...asked, ...shop({ scaling: `{ queue: ${QUEUE}, max: 20 }` }) },
  shop({ scaling: "{ query: { metric: jobs_waiting, labels: { queue: mail }, perPod: 10 } }" }),
  shop({ scaling: "{ http: { requestsPerPod: 50 }, cpuPercent: 60 }".replace(", cpuPercent: 60", "") }),
  shop({}, "windows:\n  trial: [{ kind: allow, schedule: 0 8 * * 1-5, hours: 9, why: people are there }]\n"),
];

const REPOSITORY =
  "expected a repository such as https://github.com/lagoon/shop.git or ssh://git@github.com/lagoon/shop.git";
const REVISION =
  "expected a branch, tag, commit or range of tags such as main, v1.4.2, v1.* or >=1.2.0 <2.0.0";
const FOLDER = "expected a folder in the repository such as deploy or apps/shop, without a slash at its ends";
const AT = "tenants/zeta.yaml:9:";
const KNOWN = "expected one of the tenant's environments (trial)";

const repositories = ["https://me:secret@github.com/zeta/shop.git", "git@github.com:zeta/shop.git"];
const climbing = "https://github.com/zeta/../other/shop.git";
const revisions = ["--upload-pack=touch /tmp/x", "v1@{1}", "a..b", "v1\\nx", "main.lock"];

/** What tenants deploy, from where, when, and how it scales. */
export const APPLICATION_INPUTS: readonly BadInput[] = [
  ...[...repositories, climbing].map((repository) =>
    bad(
      `${repository} as a repository`,
      shop({ repository: `"${repository}"` }),
      `tenants/zeta.yaml:8:17 applications.shop.repository: ${REPOSITORY}, got "${repository}"`,
    ),
  ),
  ...revisions
    .filter((one) => !one.includes("\\n"))
    .map((revision) =>
      bad(
        `${revision} as a revision`,
        shop({ revisions: `{ trial: "${revision}" }` }),
        `${AT}25 applications.shop.revisions.trial: ${REVISION}, got "${revision}"`,
      ),
    ),
  bad(
    "a folder outside the repository",
    shop({ path: "../secrets" }),
    `${AT}11 applications.shop.path: ${FOLDER}, got "../secrets"`,
  ),
  bad(
    "a revision for an environment that is not there",
    shop({ revisions: "{ trail: main }" }),
    `${AT}18 applications.shop.revisions.trail: ${KNOWN}, got "trail"; did you mean trial`,
  ),
  bad(
    "an application in an environment that is not there",
    shop({ environments: "[live]" }),
    `${AT}20 applications.shop.environments[0]: ${KNOWN}, got "live"`,
  ),
  bad(
    "windows for an environment that is not there",
    shop({}, "windows:\n  live: []\n"),
    `tenants/zeta.yaml:10:3 windows.live: ${KNOWN}, got "live"`,
  ),
  bad(
    "a repository of an owner whose name begins like one that the fleet allows",
    { ...sources('"https://github.com/zet/*"'), ...shop() },
    'tenants/zeta.yaml:8:17 applications.shop.repository: expected a repository of delivery.sources in fleet.yaml (https://github.com/zet/*), got "https://github.com/zeta/shop.git"',
  ),
  bad(
    "a private repository where nobody fills its credentials",
    { ...without("external-secrets"), ...shop({ private: "true" }) },
    `${AT}14 applications.shop.private: expected External Secrets with rights in AWS in the cluster of each of its environments, got dev without; switch on addOns.external-secrets there (and give it oidc), or read a public repository`,
  ),
  bad(
    "scaling by times where there is no KEDA",
    { ...without("keda"), ...shop({ scaling: `{ cron: ${TIMES} }` }) },
    `${AT}5 applications.shop.scaling: expected keda in the cluster of each of its environments, got dev for trial without; switch on addOns.keda there, or scale by something else`,
  ),
  bad(
    "more pods than the tenant may have",
    shop({ scaling: "{ max: 21 }" }),
    `${AT}21 applications.shop.scaling.max: expected at most the 20 pods that one environment of the tenant may have, got 21; fewer pods, or a larger size`,
  ),
  bad(
    "fewer pods at most than at least",
    shop({ scaling: "{ min: 5, max: 4 }" }),
    `${AT}29 applications.shop.scaling.max: expected at least the 5 pods of min, got 4`,
  ),
  bad(
    "fewer pods than the loss of a zone asks for",
    acme({ scaling: "{ min: 2 }" }),
    "tenants/acme.yaml:10:21 applications.shop.scaling.min: expected at least 3 pods, for that is what old keeps for live, got 2; remove the key, or limit the application to environments that need less",
  ),
  bad(
    "an application that sleeps in production",
    acme({ scaling: `{ sleeps: [live], cron: ${TIMES} }` }),
    "tenants/acme.yaml:10:25 applications.shop.scaling.sleeps[0]: expected an environment in a cluster outside production, for whoever comes first would wait, got live in old",
  ),
  bad(
    "an application that sleeps and that nothing wakes",
    shop({ scaling: "{ sleeps: [trial], http: { requestsPerPod: 50 } }" }),
    `${AT}25 applications.shop.scaling.sleeps[0]: expected times, a metric or a queue that wakes it: the gateway holds no request for pods to come, got trial; add one of cron, query, queue`,
  ),
  bad(
    "scaling by CPU and by times, which KEDA takes only after the workload",
    shop({ scaling: `{ cpuPercent: 60, cron: ${TIMES} }` }),
    `${AT}16 applications.shop.scaling.cpuPercent: expected scaling by CPU alone, or by times, metrics, queues and requests, got both; remove one`,
  ),
  bad(
    "a queue asked as a role that the platform did not name",
    shop({ scaling: `{ queue: ${QUEUE} }` }),
    `${AT}98 applications.shop.scaling.queue.role: expected one of addOns.keda.assumeRoles.zeta of clusters/dev.yaml, got ${ROLE}; name the role there: the platform decides whom KEDA may become`,
  ),
  bad(
    "a queue asked as a role that the platform named for another tenant",
    { ...asking("clusters/old.yaml"), ...acme({ scaling: `{ queue: ${QUEUE} }` }) },
    `tenants/acme.yaml:10:98 applications.shop.scaling.queue.role: expected one of addOns.keda.assumeRoles.acme of clusters/old.yaml, got ${ROLE}; name the role there: the platform decides whom KEDA may become`,
  ),
  bad(
    "more applications than a tenant of its size has",
    shop(
      {},
      Array.from(
        { length: 10 },
        (_, index) =>
          `  more${index}: { repository: https://github.com/zeta/shop.git, path: more${index} }\n`,
      ).join(""),
    ),
    "tenants/zeta.yaml:6:1 applications: expected at most 10 applications, for each takes room in the stacks of all, got 11; merge some, or let the platform's people say limits.applications",
  ),
  bad(
    "a query of a tenant's own words",
    shop({ scaling: '{ query: { metric: "up or secret{namespace=\\"acme--live\\"}", perPod: 1 } }' }),
    `${AT}33 applications.shop.scaling.query.metric: expected the name of a metric such as http_requests_in_flight, got "up or secret{namespace=\\"acme--live\\"}"`,
  ),
  bad(
    "a query of another namespace",
    shop({ scaling: "{ query: { metric: up, labels: { namespace: acme--live }, perPod: 1 } }" }),
    `${AT}47 applications.shop.scaling.query.labels.namespace: expected the name of a label such as queue, got "namespace"`,
  ),
];
