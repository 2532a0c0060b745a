import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import { undeclaredData } from "../../fleet/rules/successions.ts";
import { pairOf } from "../../fleet/upgrade/pair.ts";
import {
  ownsRecords,
  soakEnd,
  trafficWeight,
  type WeightedRecord,
  weightedRecords,
} from "../../fleet/upgrade/succession.ts";
import type { UpgradeCheck } from "../../fleet/upgrade/check.ts";

/** Two clusters of which one takes the other's place. */
export interface PairPlan {
  readonly old: string;
  readonly successor: string;
  /** Percent of the traffic that each asks for. */
  readonly weights: Readonly<Record<string, number>>;
  /** First day on which the old one may retire; absent until the switch has a day. */
  readonly retireFrom?: string;
  /** Records by which names lead to both, each made by the stack of its cluster. */
  readonly records: readonly WeightedRecord[];
  /** Why a stack makes none of its records. */
  readonly noRecords: Readonly<Record<string, string>>;
  readonly checks: readonly UpgradeCheck[];
}

/** The pair of a cluster; undefined when it is alone. */
export function pairPlan(fleet: Fleet, cluster: Cluster): PairPlan | undefined {
  const both = pairOf(fleet, cluster.id).map((id) => fleet.clusters.get(id));
  const [old, successor] = both;
  if (old === undefined || successor === undefined) return undefined;
  const { switchOver } = successor;
  return {
    old: old.id,
    successor: successor.id,
    weights: { [old.id]: trafficWeight(old), [successor.id]: trafficWeight(successor) },
    ...(switchOver === undefined ? {} : { retireFrom: soakEnd(switchOver) }),
    records: [...weightedRecords(fleet, old), ...weightedRecords(fleet, successor)],
    noRecords: Object.fromEntries(
      [old, successor]
        .filter((one) => !ownsRecords(fleet, one))
        .map(({ id }) => [id, noRecordsReason(fleet, id)]),
    ),
    checks: [statefulTenants(fleet, old, successor), retirement(successor)],
  };
}

function noRecordsReason({ settings }: Fleet, id: string): string {
  return settings.hostedZone === undefined
    ? "fleet.yaml names no hostedZone for them"
    : `${id} has no traefik, to which they would lead`;
}

function statefulTenants(fleet: Fleet, old: Cluster, successor: Cluster): UpgradeCheck {
  const open = undeclaredData(fleet, old).map(({ tenant, environment }) => `${tenant} ${environment}`);
  const name = "stateful tenants";
  if (open.length === 0)
    return { name, outcome: "ok", detail: `none on ${old.id} without a day for its data to move` };
  const detail = `no switchOver to ${successor.id} for the data of ${open.join(", ")}`;
  return { name, outcome: "blocked", detail };
}

function retirement({ switchOver, replaces = "" }: Cluster): UpgradeCheck {
  const name = "retirement";
  if (switchOver === undefined)
    return { name, outcome: "note", detail: `${replaces} stays: switchOver has no day yet` };
  const { on, soakHours } = switchOver;
  const detail = `${replaces} may retire from ${soakEnd(switchOver)} on: the switch is on ${on}, and ${soakHours} hours of watching follow`;
  return { name, outcome: "note", detail };
}
