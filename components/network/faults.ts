import type { Fault } from "../../fleet/check.ts";
import { endpointFaults, type OfferFault, retentionFaults } from "../../fleet/networks/network-offers.ts";
import { didYouMean } from "../../fleet/read/issues.ts";
import { pathText } from "../../fleet/read/locate.ts";
import type { SubnetClass } from "../../fleet/schema/networks.ts";
import { logicalNames, networkDecisions } from "./decisions.ts";
import { importPrefixes } from "./import-ids.ts";
import { DEFAULT_POD_OVERLAY, type NetworkSettings } from "./settings.ts";

/** What cannot be built from these settings; all faults at once. An existing network is taken as it is. */
export function networkFaults(name: string, settings: NetworkSettings): readonly Fault[] {
  const { plan, flowLogRetentionDays, interfaceEndpoints = [] } = settings;
  const offers = [...retentionFaults(flowLogRetentionDays), ...endpointFaults(interfaceEndpoints)];
  const created = [...offers, ...natFaults(settings), ...podFaults(settings)];
  const faults = [...(plan.vpcId === undefined ? created : []), ...adoptFaults(name, settings)];
  return faults.map(({ at, ...fault }) => ({ file: name, path: pathText(at), ...fault }));
}

/** A NAT gateway stands in a public subnet: a single one needs any, one per zone needs one in each. */
function natFaults({ natGateways, plan }: NetworkSettings): readonly OfferFault[] {
  const having = zonesWith(plan, "public");
  const missing = plan.zones.filter((zone) => !having.has(zone));
  if (natGateways === "none" || (natGateways === "one" && having.size > 0) || missing.length === 0) return [];
  const expected = natGateways === "one" ? "a public subnet" : "a public subnet in every zone";
  return [{ at: ["plan", "subnets"], expected, got: `none in ${missing.join(", ")}` }];
}

/** Pods take no IPv4 addresses from node subnets, so a zone without a pod subnet would have none for them. */
function podFaults(settings: NetworkSettings): readonly OfferFault[] {
  const { plan, ipFamily, podOverlay = DEFAULT_POD_OVERLAY } = settings;
  if (ipFamily === "ipv6" || podOverlay) return [];
  const missing = [...zonesWith(plan, "node").difference(zonesWith(plan, "pod"))];
  if (missing.length === 0) return [];
  const expected = "a pod subnet in every zone that has nodes";
  return [{ at: ["plan", "subnets"], expected, got: `none in ${missing.join(", ")}` }];
}

function zonesWith(plan: NetworkSettings["plan"], wanted: SubnetClass): ReadonlySet<string> {
  return new Set(plan.subnets.filter((subnet) => subnet.class === wanted).map(({ zone }) => zone));
}

/** A name that is adopted in vain would let AWS make a second copy of what is there; an id of another kind, nothing. */
export function adoptFaults(name: string, settings: NetworkSettings): readonly OfferFault[] {
  const wanted = Object.entries(settings.adopt ?? {});
  if (wanted.length === 0) return [];
  const decided = settings.plan.vpcId === undefined ? networkDecisions(name, settings) : undefined;
  const offered = decided === undefined ? [] : logicalNames(decided);
  const prefixes = decided === undefined ? new Map<string, string>() : importPrefixes(decided);
  return wanted.flatMap(([key, id]): readonly OfferFault[] => {
    if (!offered.includes(key)) return [unknownName(key, offered)];
    const prefix = prefixes.get(key);
    if (prefix === undefined || id.startsWith(prefix)) return [];
    const expected = `the id of a resource of this kind, which begins with ${prefix}`;
    return [{ at: ["adopt", key], expected, got: JSON.stringify(id) }];
  });
}

function unknownName(key: string, offered: readonly string[]): OfferFault {
  const hint = didYouMean(key, offered);
  const expected = "the name of a resource of this stack";
  const fault = { at: ["adopt", key], expected, got: JSON.stringify(key) };
  return hint === undefined ? fault : { ...fault, hint };
}
