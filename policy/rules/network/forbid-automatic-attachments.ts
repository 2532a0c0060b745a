import { type Finding, must } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

const SETTINGS = [
  "autoAcceptSharedAttachments",
  "defaultRouteTableAssociation",
  "defaultRouteTablePropagation",
] as const;

/** AWS accepts nobody where nothing is said, and associates and propagates everybody. */
const CLOSED_BY_DEFAULT: ReadonlySet<string> = new Set(["autoAcceptSharedAttachments"]);

function findings(inputs: Value): readonly Finding[] {
  return SETTINGS.flatMap((setting) =>
    must(inputs.at(setting), '"disable"', (known) => {
      return known === "disable" || (known === undefined && CLOSED_BY_DEFAULT.has(setting));
    }),
  );
}

export const forbidAutomaticAttachments: ResourceRule = {
  id: "forbid-automatic-attachments",
  level: "mandatory",
  group: "network",
  scope: "resource",
  what: "A transit gateway takes nobody in by itself",
  why: "whoever is shared the gateway, or attaches by mistake, is routed to every network on it",
  remedy:
    "set autoAcceptSharedAttachments, defaultRouteTableAssociation and defaultRouteTablePropagation to disable",
  answers: ["AWS EC2.23: transit gateways don't accept attachments by themselves"],
  see: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  appliesTo: (type) => type === "aws:ec2transitgateway/transitGateway:TransitGateway",
  check: findings,
};
