import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const region = (text: string): Files => ({ "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}${text}\n` });
const ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ecr-pullthroughcache/hub";

/** Gateways, caches, alarms and money of a region. */
export const REGION_MEMBER_INPUTS: readonly BadInput[] = [
  bad(
    "a public AS number",
    region("transitGateway: { mode: own, asn: 7224 }"),
    "regions/eu.yaml:5:35 transitGateway.asn: expected a private AS number, 64512..65534 or 4200000000..4294967294, got 7224",
  ),
  bad(
    "a gateway shared from nowhere",
    region("transitGateway: { mode: shared, region: eu }"),
    'regions/eu.yaml:5:41 transitGateway.region: expected a region in eu-central-1 with a transit gateway of its own, got "eu"',
  ),
  bad(
    "a gateway that a region shares with itself, and one that is misspelt",
    {
      ...region("transitGateway: { mode: own, asn: 64512 }"),
      "regions/lab.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: shared, region: lab }\n`,
      "regions/eu-central.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: own, asn: 64513 }\n`,
      "regions/third.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: shared, region: eu-centrl }\n`,
    },
    'regions/lab.yaml:5:41 transitGateway.region: expected a region in eu-central-1 with a transit gateway of its own, got "lab"',
    'regions/third.yaml:5:41 transitGateway.region: expected a region in eu-central-1 with a transit gateway of its own, got "eu-centrl"; did you mean eu-central',
  ),
  bad(
    "a foreign range that the fleet gives out",
    region(
      "transitGateway: { mode: own, asn: 64512, foreign: { office: { attachmentId: tgw-attach-0a1b2c3d, cidrs: [10.9.0.0/16], environments: [production] } } }",
    ),
    'regions/eu.yaml:5:106 transitGateway.foreign.office.cidrs[0]: expected a range that the fleet never gives out, got "10.9.0.0/16"; add it to addresses.reserved of fleet.yaml',
  ),
  bad(
    "two environments joined twice",
    region(
      "transitGateway: { mode: own, asn: 64512, joins: [{ between: [edge, staging], why: x }, { between: [staging, edge], why: y }] }",
    ),
    "regions/eu.yaml:5:88 transitGateway.joins[1]: expected edge and staging joined once, got a map; remove one of them",
  ),
  bad(
    "a cluster that attaches to no gateway",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nnetwork: { mode: create, transitGateway: true }"),
    "clusters/dev.yaml:5:42 network.transitGateway: expected a transit gateway in region eu, got none; describe one under transitGateway in regions/eu.yaml",
  ),
  bad(
    "a cache without the credentials that ECR asks for",
    region("imageCaches: { registries: { github: {} } }"),
    "regions/eu.yaml:5:30 imageCaches.registries.github: expected credentials, for ECR asks for them with ghcr.io, got none",
  ),
  bad(
    "credentials for a registry that asks for none",
    region(`imageCaches: { registries: { quay: { credentials: ${ARN} } } }`),
    'regions/eu.yaml:5:51 imageCaches.registries.quay.credentials: expected no credentials, for quay.io asks for none, got "arn:aws:secretsmanager:eu-central-1:111122223333:secret:e..."; remove them',
  ),
  bad(
    "a secret instead of its ARN",
    region("imageCaches: { registries: { github: { credentials: ghp_123 } } }"),
    'regions/eu.yaml:5:53 imageCaches.registries.github.credentials: expected the ARN of a secret in Secrets Manager whose name begins with ecr-pullthroughcache/, got "ghp_123"; never the secret itself',
  ),
  bad(
    "a secret of another region",
    region(
      `imageCaches: { registries: { github: { credentials: ${ARN.replace("eu-central-1", "eu-west-1")} } } }`,
    ),
    'regions/eu.yaml:5:53 imageCaches.registries.github.credentials: expected a secret in eu-central-1 of account main, got "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-..."',
  ),
  bad(
    "a cache of no registry",
    region("imageCaches: { registries: {} }"),
    "regions/eu.yaml:5:16 imageCaches.registries: expected at least one registry, got a map",
  ),
  bad(
    "alerts to a route that is not there",
    region("alerts: [on-cal]\nquotaAlarms: {}"),
    'regions/eu.yaml:5:10 alerts[0]: expected an alert route (on-call), got "on-cal"; did you mean on-call',
  ),
  bad(
    "alerts of nothing",
    region("alerts: [on-call]"),
    "regions/eu.yaml:5:1 alerts: expected quotaAlarms or a budget, of which they hear, got neither",
  ),
  bad(
    "thresholds that do not grow",
    region("budget: { monthlyUsd: 100, thresholds: [80, 50] }"),
    "regions/eu.yaml:5:28 budget.thresholds: expected 1 to 4 percentages, each larger than the one before, got a list",
  ),
  bad(
    "a budget of nothing",
    region("budget: { monthlyUsd: 0 }"),
    "regions/eu.yaml:5:23 budget.monthlyUsd: expected a whole number in 1..100000000, got 0",
  ),
];
