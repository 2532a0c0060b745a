import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { addOnPolicies } from "../../../components/platform/plan.ts";
import type { TenantSettings } from "../../../components/tenant/settings.ts";
import { slicePlan } from "../../../components/tenant/slice-plan.ts";
import type { Port } from "../../../components/tenant/traffic-plan.ts";
import { waypointName } from "../../../fleet/names.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { samplePlatform } from "../platform/sample-platform.ts";
import type { End, World } from "./reach.ts";
import { FACTS, sampleSlice } from "./sample-slices.ts";

/** A cluster with every add-on, and with it a mesh. */
const ADDED = ADD_ON_NAMES;

/** What a fleet keeps closed, as its inventory says it. */
export const CLOSED = ["169.254.0.0/16", "10.0.0.0/8", "100.64.0.0/10", "172.20.0.0/16"];

export const slice = (changes: Partial<TenantSettings>): TenantSettings =>
  sampleSlice({ mesh: true, addOns: ADDED, closedRanges: CLOSED, ...changes });

/** All policies of a cluster: those of its add-ons, and those of these slices. */
export function worldOf(slices: readonly TenantSettings[]): World {
  const world = new Map<string, World extends ReadonlyMap<string, infer P> ? P : never>();
  for (const name of ADDED) {
    const { namespace } = ADD_ONS[name].contract;
    const specs = [...addOnPolicies(ADD_ONS[name], samplePlatform({ addOns: ADDED }), FACTS).values()];
    world.set(namespace, [...(world.get(namespace) ?? []), ...specs.map((spec) => ({ spec }))]);
  }
  for (const one of slices) {
    const { namespace, policies } = slicePlan(one, FACTS);
    world.set(namespace.name, policies);
  }
  return world;
}

/** Pods of the waypoint of a namespace, as istiod marks them. */
export const waypoint = (namespace: string): End => ({
  namespace: "traefik",
  labels: {
    "gateway.networking.k8s.io/gateway-name": waypointName(namespace),
    "gateway.networking.k8s.io/gateway-class-name": "istio-waypoint",
  },
});

const tcp = (port: number): Port => ({ protocol: "TCP", port });

/** Ports that mean something to somebody here, and one that means nothing. */
export const PORTS: readonly Port[] = [
  ...[53, 80, 443, 4317, 4318, 5432, 8080, 8443, 15008, 15012, 15020].map(tcp),
  { protocol: "UDP", port: 53 },
];
