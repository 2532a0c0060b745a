import { ENDS, inName, OTHER } from "./ends.ts";
import { type PlannedRoute, routesTo } from "./route-plan.ts";
import { type PlannedRule, plannedRules } from "./rule-plan.ts";
import type { CommonSettings, End } from "./settings.ts";
import type { TransitLinkSettings } from "./transit-settings.ts";
import { type PlannedZone, plannedZones } from "./zone-plan.ts";

/** A route of a gateway. */
export interface PlannedGatewayRoute {
  readonly name: string;
  /** The end whose gateway it is. */
  readonly end: End;
  /** Table of the end's environment, or the link's own, for what comes from outside the gateway. */
  readonly table: "environment" | "own";
  readonly cidr: string;
  /** The attachment that it leads to: that of an end's network, or the one from outside. */
  readonly to: End | "outside";
}

/** Where one gateway meets what is outside of it: a table of the link's own, and the routes both ways. */
export interface PlannedSide {
  readonly end: End;
  readonly tableName: string;
  readonly associationName: string;
  readonly routes: readonly PlannedGatewayRoute[];
}

/** Every resource of a link over gateways, by logical name. */
export interface TransitDecisions {
  /** Names of the peering and of its accepter; absent where there is one gateway. */
  readonly peering?: { readonly name: string; readonly accepterName: string };
  readonly sides: readonly PlannedSide[];
  /** Between the environments of one gateway. */
  readonly gatewayRoutes: readonly PlannedGatewayRoute[];
  readonly routes: readonly PlannedRoute[];
  readonly rules: readonly PlannedRule[];
  readonly zones: readonly PlannedZone[];
}

export function transitLinkDecisions(name: string, settings: TransitLinkSettings): TransitDecisions {
  const { way, ends, missing } = settings;
  return {
    ...(way === "two-gateways"
      ? { peering: { name: `${name}-peering`, accepterName: `${name}-peering-accepter` } }
      : {}),
    sides: outsideOf(settings).map((end) => plannedSide(name, ends, end)),
    gatewayRoutes:
      way === "one-gateway" ? ENDS.flatMap((end) => routesAcross(name, ends, end, OTHER[end])) : [],
    routes: ENDS.flatMap((end) => routesTo(name, ends, end, missing[end])),
    rules: plannedRules(name, settings),
    zones: plannedZones(name, settings),
  };
}

/** Ends whose gateway has the other network outside of it. */
function outsideOf({ way }: TransitLinkSettings): readonly End[] {
  if (way === "two-gateways") return ENDS;
  return way === "attached" ? ["requester"] : [];
}

/** From the environment to the outside, and from there to the end's network alone. */
export function plannedSide(name: string, ends: CommonSettings["ends"], end: End): PlannedSide {
  const back = ends[end].ranges.map((cidr): PlannedGatewayRoute => ({
    name: `${name}-transit-${end}-in-${inName(cidr)}`,
    ...{ end, table: "own", cidr, to: end },
  }));
  return {
    end,
    tableName: `${name}-table-${end}`,
    associationName: `${name}-association-${end}`,
    routes: [...routesAcross(name, ends, end, "outside"), ...back],
  };
}

function routesAcross(
  name: string,
  ends: CommonSettings["ends"],
  end: End,
  to: PlannedGatewayRoute["to"],
): readonly PlannedGatewayRoute[] {
  return ends[OTHER[end]].ranges.map((cidr) => {
    return { name: `${name}-transit-${end}-out-${inName(cidr)}`, end, table: "environment", cidr, to };
  });
}
