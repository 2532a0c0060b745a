import { ENDS } from "./ends.ts";
import { type PlannedRoute, plannedRoutes } from "./route-plan.ts";
import { type PlannedRule, plannedRules } from "./rule-plan.ts";
import type { End, LinkSettings } from "./settings.ts";
import { type PlannedZone, plannedZones } from "./zone-plan.ts";

export interface PlannedOptions {
  readonly name: string;
  /** The end whose provider sets them. */
  readonly end: End;
  /** Whose options they are. */
  readonly of: readonly End[];
}

/** Every resource of a link, by logical name, before any of them is registered. */
export interface LinkDecisions {
  readonly connection: {
    readonly name: string;
    readonly autoAccept: boolean;
    /** Number of the account on the other end; absent where that is the same. */
    readonly peerOwnerId?: string;
    /** AWS region of the other end; absent where the connection accepts itself, which AWS allows only within one. */
    readonly peerRegion?: string;
  };
  /** Logical name of what accepts on the other end; absent where nothing of ours does. */
  readonly accepterName?: string;
  readonly options: readonly PlannedOptions[];
  readonly routes: readonly PlannedRoute[];
  readonly rules: readonly PlannedRule[];
  readonly zones: readonly PlannedZone[];
}

export function linkDecisions(name: string, settings: LinkSettings): LinkDecisions {
  const { requester, accepter } = settings.ends;
  const automatic = settings.acceptance === "automatic";
  const elsewhere = accepter.accountId !== requester.accountId;
  return {
    connection: {
      name: `${name}-connection`,
      autoAccept: automatic,
      ...(elsewhere ? { peerOwnerId: accepter.accountId } : {}),
      ...(automatic ? {} : { peerRegion: accepter.awsRegion }),
    },
    ...(settings.acceptance === "other-provider" ? { accepterName: `${name}-accepter` } : {}),
    options: optionsPlan(name, settings),
    routes: plannedRoutes(name, settings.ends),
    rules: plannedRules(name, settings),
    zones: plannedZones(name, settings),
  };
}

/**
 * A connection that is not active takes no options. Each place has its own, for neither may change those of the other;
 * where both ends are in one place, two would read each other's as a drift.
 */
function optionsPlan(name: string, { acceptance, dnsResolution }: LinkSettings): readonly PlannedOptions[] {
  if (!dnsResolution || acceptance === "owner") return [];
  if (acceptance === "automatic") return [{ name: `${name}-options`, end: "requester", of: ENDS }];
  return ENDS.map((end) => ({ name: `${name}-options-${end}`, end, of: [end] }));
}
