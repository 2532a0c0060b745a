import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import type { Chart } from "../../fleet/charts/chart.ts";
import { CHARTS } from "../../fleet/charts/charts.ts";
import type { Fault } from "../../fleet/check.ts";
import { POD_SECURITY_LABEL, POD_SECURITY_MODES, MANAGED_BY_LABEL } from "../../fleet/tenant-vocabulary.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { ADD_ONS } from "./add-ons.ts";
import type { AddOn, AddOnContract, AddOnFault } from "./contract.ts";
import { actsInCloud, podsActInCloud, wishOf } from "./ground.ts";
import { inOrder, orderFaults } from "./order.ts";
import type { Range } from "./range.ts";
import type { PlatformSettings } from "./settings.ts";
import { DENY_ALL, type PolicySpec, policiesFor } from "./traffic.ts";

/** Add-ons of these settings in the order in which they are installed. */
export function plannedAddOns({ addOns }: Pick<PlatformSettings, "addOns">): readonly AddOn[] {
  return inOrder(addOns.map((name) => ADD_ONS[name].contract)).map(({ name }) => ADD_ONS[name]);
}

/** Everything that keeps the add-ons of one cluster from being installed, by its name. */
export function platformFaults(
  name: string,
  facts: ClusterFacts,
  settings: PlatformSettings,
): readonly Fault[] {
  const addOns = settings.addOns.map((one) => ADD_ONS[one]);
  const faults = [
    ...orderFaults(addOns.map(({ contract }) => contract)),
    ...addOns.flatMap((one) => [
      ...catalogFaults(one, facts.kubernetes, settings.ring),
      ...identityFaults(one, facts, settings),
      ...ownFaults(one, settings),
    ]),
  ];
  return faults.map(({ name: addOn, ...fault }) => ({ file: name, path: `addOns.${addOn}`, ...fault }));
}

interface NamedFault extends AddOnFault {
  readonly name: AddOnName;
}

/** What the inventory lacks for one add-on, in its own words. */
export function ownFaults(addOn: AddOn, settings: PlatformSettings): readonly NamedFault[] {
  const { contract } = addOn;
  const found = addOn.faults?.(wishOf(contract, settings)) ?? [];
  return found.map((one) => ({ ...one, name: contract.name }));
}

/** Why the catalog's charts of one add-on are not for such a cluster: its minor of Kubernetes, or its ring. */
export function catalogFaults(
  { contract }: AddOn,
  kubernetes: string,
  ring: PlatformSettings["ring"],
): readonly NamedFault[] {
  return [...versionFaults(contract, kubernetes), ...ringFaults(contract, ring)];
}

const minorOf = (version: string): number => Number(version.split(".")[1]);

function versionFaults(
  { name, chart, companions = [] }: AddOnContract,
  kubernetes: string,
): readonly NamedFault[] {
  const minor = minorOf(kubernetes);
  return [chart, ...companions].flatMap((one) => {
    const { from, to } = CHARTS[one].kubernetes;
    if (minor >= minorOf(from) && minor <= minorOf(to)) return [];
    const expected = `Kubernetes ${from} to ${to} for chart ${one} ${CHARTS[one].version}`;
    const hint = `switch ${name} off, or wait for a newer chart`;
    return [{ name, expected, got: kubernetes, hint }];
  });
}

/** A chart that only clusters of ring edge may have. */
function ringFaults(
  { name, crdChart, chart, companions = [] }: AddOnContract,
  ring: PlatformSettings["ring"],
): readonly NamedFault[] {
  if (ring === "edge") return [];
  return [...(crdChart === undefined ? [] : [crdChart]), chart, ...companions]
    .filter((one) => (CHARTS[one] as Chart).ring === "edge")
    .map((one) => ({
      name,
      expected: `an environment of ring edge, for chart ${one} ${CHARTS[one].version} is not for all yet`,
      got: `ring ${ring}`,
      hint: `switch ${name} off, or set environments.<environment>.ring to edge in fleet.yaml`,
    }));
}

function identityFaults(
  addOn: AddOn,
  facts: ClusterFacts,
  settings: PlatformSettings,
): readonly NamedFault[] {
  const { name } = addOn.contract;
  if (facts.identity !== "none" || !actsInCloud(addOn, settings)) return [];
  const expected = `a cluster whose pods can have rights in the cloud, which ${name} needs`;
  return [{ name, expected, hint: `switch ${name} off, or leave out what it needs rights for` }];
}

/** Labels of an add-on's namespace: pods are held to the level it states, in the version of the cluster. */
export function namespaceLabels(
  { podSecurity }: Pick<AddOnContract, "podSecurity">,
  kubernetes: string,
): Readonly<Record<string, string>> {
  const security = POD_SECURITY_MODES.flatMap((mode): (readonly [string, string])[] => [
    [`${POD_SECURITY_LABEL}/${mode}`, podSecurity],
    [`${POD_SECURITY_LABEL}/${mode}-version`, `v${kubernetes}`],
  ]);
  return Object.fromEntries([[MANAGED_BY_LABEL, "atoll"], ...security]);
}

/**
 * Policies of an add-on's namespace by name: nothing passes, then what it states, in one policy for all pods and one for
 * each kind of them; the cloud only if it acts there.
 */
export function addOnPolicies(
  addOn: AddOn,
  settings: PlatformSettings,
  { identity, ipFamily }: Pick<ClusterFacts, "identity" | "ipFamily">,
): ReadonlyMap<string, PolicySpec<Range>> {
  const { traffic: stated, mesh } = addOn.contract;
  const acts = podsActInCloud(addOn, settings);
  const hasMesh = settings.addOns.includes("istio-ambient");
  const isMeshed = mesh !== undefined && hasMesh;
  const needed = Object.entries(stated).filter(([, one]) => one.inMesh !== true || hasMesh);
  const traffic: AddOnContract["traffic"] = {
    ...Object.fromEntries(needed),
    ...(acts ? identityTraffic(stated, identity) : {}),
    ...(isMeshed ? { probes: { from: "mesh-probes" } } : {}),
  };
  const ranges = { ...settings, ipFamily };
  return new Map<string, PolicySpec<Range>>([
    ["default-deny", DENY_ALL],
    ...policiesFor<Range>(Object.values(traffic), ranges),
  ]);
}

/** How pods get their credentials: from an agent on their node, or from STS, to which some have a way already. */
function identityTraffic(
  stated: AddOnContract["traffic"],
  identity: ClusterFacts["identity"],
): AddOnContract["traffic"] {
  if (identity === "none") return {};
  if (identity === "pod-identity") return { identity: { to: "identity-agent" } };
  const reachesSts = Object.values(stated).some(
    (one) => "to" in one && one.to === "internet" && one.ports.includes(HTTPS),
  );
  return reachesSts ? {} : { identity: { to: "internet", ports: [HTTPS], why: "STS gives credentials" } };
}

const HTTPS = 443;
