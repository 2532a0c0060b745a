import { distance } from "fastest-levenshtein";
import type { Fault } from "../../fleet/check.ts";
import { GATEWAY_ENDPOINT_SERVICES, LOG_RETENTION_DAYS } from "../../fleet/vocabulary.ts";
import { logicalNames, networkDecisions } from "./decisions.ts";
import type { NetworkSettings } from "./settings.ts";

const SERVICE_NAME = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/;

/** Edits at which a name still counts as a slip of the pen. */
const SLIP = 3;

/** What cannot be built from these settings, as far as nobody before could know it. All faults at once. */
export function networkFaults(name: string, settings: NetworkSettings): readonly Fault[] {
  const created = settings.plan.vpcId === undefined;
  const faults = created
    ? [
        ...retentionFaults(settings),
        ...endpointFaults(settings),
        ...natFaults(settings),
        ...podFaults(settings),
      ]
    : [];
  return [...faults, ...adoptFaults(name, settings)].map((fault) => ({ file: name, ...fault }));
}

type LocalFault = Omit<Fault, "file">;

function retentionFaults({ flowLogRetentionDays: days }: NetworkSettings): readonly LocalFault[] {
  if (LOG_RETENTION_DAYS.includes(days)) return [];
  const hint = `write ${LOG_RETENTION_DAYS.find((offered) => offered > days) ?? 3653}`;
  const expected = "a number of days that CloudWatch offers";
  return [{ path: "flowLogRetentionDays", expected, got: `${days}`, hint }];
}

function endpointFaults({ interfaceEndpoints = [] }: NetworkSettings): readonly LocalFault[] {
  const gateways: readonly string[] = GATEWAY_ENDPOINT_SERVICES;
  return interfaceEndpoints.flatMap((service, index) => {
    const fault = { path: `interfaceEndpoints[${index}]`, got: JSON.stringify(service) };
    if (!SERVICE_NAME.test(service)) {
      return [{ ...fault, expected: "an AWS service name such as ecr.api" }];
    }
    if (gateways.includes(service)) {
      const expected = "a service without a gateway endpoint";
      return [{ ...fault, expected, hint: "leave it out, every network has that endpoint" }];
    }
    if (interfaceEndpoints.indexOf(service) !== index) {
      return [{ ...fault, expected: "each service once", hint: "leave it out" }];
    }
    return [];
  });
}

/** A NAT gateway stands in a public subnet: one needs any, one per zone needs one in each. */
function natFaults({ natGateways, plan }: NetworkSettings): readonly LocalFault[] {
  const zones = new Set(plan.subnets.filter(({ class: kind }) => kind === "public").map(({ zone }) => zone));
  const missing = plan.zones.filter((zone) => !zones.has(zone));
  if (natGateways === "none" || (natGateways === "one" && zones.size > 0) || missing.length === 0) return [];
  const expected = natGateways === "one" ? "a public subnet" : "a public subnet in every zone";
  return [{ path: "plan.subnets", expected, got: `none in ${missing.join(", ")}` }];
}

/** Pods take no addresses from node subnets, so a zone without a pod subnet would have none for them. */
function podFaults({ plan }: NetworkSettings): readonly LocalFault[] {
  const zonesOf = (wanted: string): Set<string> =>
    new Set(plan.subnets.filter(({ class: kind }) => kind === wanted).map(({ zone }) => zone));
  const missing = [...zonesOf("node").difference(zonesOf("pod"))];
  if (missing.length === 0) return [];
  const expected = "a pod subnet in every zone that has nodes";
  return [{ path: "plan.subnets", expected, got: `none in ${missing.join(", ")}` }];
}

function adoptFaults(name: string, settings: NetworkSettings): readonly LocalFault[] {
  const wanted = Object.keys(settings.adopt ?? {});
  if (wanted.length === 0) return [];
  const offered = settings.plan.vpcId === undefined ? logicalNames(networkDecisions(name, settings)) : [];
  return wanted
    .filter((key) => !offered.includes(key))
    .map((key) => ({
      path: `adopt.${key}`,
      expected: "the name of a resource of this stack",
      got: JSON.stringify(key),
      ...likely(key, offered),
    }));
}

function likely(key: string, offered: readonly string[]): { readonly hint?: string } {
  const [nearest] = offered.toSorted((a, b) => distance(key, a) - distance(key, b));
  return nearest !== undefined && distance(key, nearest) <= SLIP ? { hint: `did you mean ${nearest}` } : {};
}
