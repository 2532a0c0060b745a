import { STATEFUL_TYPES } from "../../../fleet/replacement/stateful.ts";
import type { Finding } from "../../finding.ts";
import type { Facts, Resource } from "../../resource.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const EXPECTED = "protect: true";

const ZONE = "aws:route53/zone:Zone";

const STATEFUL: Readonly<Record<string, true>> = Object.fromEntries(
  [...STATEFUL_TYPES, ZONE].map((type) => [type, true] as const),
);

/** Domains of AWS itself: a private zone below one leads to an endpoint, and is made again as it was. */
const DOMAINS_OF_AWS = [".amazonaws.com", ".api.aws"];

function protectionFindings(inputs: Value, { type, protect }: Resource, facts: Facts): readonly Finding[] {
  if (protect || facts.protect === false) return [];
  const domain = inputs.at("name").text;
  if (type === ZONE && DOMAINS_OF_AWS.some((end) => domain?.endsWith(end))) return [];
  return facts.protect === undefined
    ? [{ kind: "unknown", path: "protect", expected: `${EXPECTED}, if the stack protects what it holds` }]
    : [{ kind: "violation", path: "protect", expected: EXPECTED, got: "false" }];
}

export const protectStateful: ResourceRule = {
  id: "protect-stateful",
  level: "mandatory",
  group: "deletion-safety",
  scope: "resource",
  what: "What cannot be had again refuses deletion: always at sla 3, else where the entry says so",
  why: "a rename, or one wrong destroy, takes the data with it",
  remedy: "remove protect: false from the entry, or hand the setting down to the resource's options",
  answers: ["fault: a rename, or a wrong destroy, takes what holds data"],
  see: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  appliesTo: oneOf(STATEFUL),
  check: protectionFindings,
};
