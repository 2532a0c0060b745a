import { foreignTable, transitTables } from "../../fleet/regions/transit.ts";
import type { TransitSettings } from "./transit-settings.ts";

export interface PlannedTransitTable {
  readonly name: string;
  /** Environment, or `foreign-<network>`. */
  readonly key: string;
}

export interface PlannedForeignAttachment {
  readonly name: string;
  readonly attachmentId: string;
  readonly table: string;
}

export interface PlannedTransitRoute {
  readonly name: string;
  readonly table: string;
  readonly cidr: string;
  readonly attachmentId: string;
}

/** Everything of a region's gateway, by logical name. */
export interface TransitDecisions {
  readonly name: string;
  readonly tables: readonly PlannedTransitTable[];
  readonly associations: readonly PlannedForeignAttachment[];
  /** From the environments' tables to foreign networks, whose ranges nobody announces. */
  readonly routes: readonly PlannedTransitRoute[];
  /** Logical name of the share with other accounts; absent when there is none. */
  readonly share?: {
    readonly name: string;
    readonly principals: readonly { readonly name: string; readonly accountId: string }[];
  };
}

export function transitDecisions(region: string, settings: TransitSettings): TransitDecisions {
  const name = `${region}-transit-gateway`;
  const { sharedWith = [] } = settings;
  const foreign = Object.entries(settings.foreign).sort(([a], [b]) => (a < b ? -1 : 1));
  const share = `${region}-transit-share`;
  return {
    name,
    tables: transitTables(settings).map((key) => ({ name: `${region}-transit-table-${key}`, key })),
    associations: foreign.map(([network, { attachmentId }]) => ({
      name: `${region}-transit-association-${network}`,
      attachmentId,
      table: foreignTable(network),
    })),
    routes: foreign.flatMap(([network, { attachmentId, cidrs, environments }]) =>
      environments.flatMap((table) =>
        cidrs.map((cidr) => ({
          name: `${region}-transit-route-${table}-${network}-${cidr.replace("/", "-")}`,
          table,
          cidr,
          attachmentId,
        })),
      ),
    ),
    ...(sharedWith.length === 0
      ? {}
      : {
          share: {
            name: share,
            principals: sharedWith.map((accountId) => ({ name: `${share}-${accountId}`, accountId })),
          },
        }),
  };
}
