import type { AddOnName } from "../../fleet/charts/add-ons.ts";
import { imageName } from "../../fleet/charts/chart-source.ts";
import { CHARTS } from "../../fleet/charts/charts.ts";
import type { Fault } from "../../fleet/check.ts";
import type { Chart } from "../../fleet/charts/chart.ts";
import { POD_SECURITY_LABEL, POD_SECURITY_MODES, MANAGED_BY_LABEL } from "../../fleet/tenant-vocabulary.ts";
import type { ClusterFacts } from "../cluster/cluster.ts";
import { ADD_ONS } from "./add-ons.ts";
import type { AddOn, AddOnContext, AddOnContract } from "./contract.ts";
import { inOrder, orderFaults } from "./order.ts";
import type { Range } from "./range.ts";
import type { PlatformSettings } from "./settings.ts";
import { DENY_ALL, type PolicySpec, policyFor } from "./traffic.ts";

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
      ...versionFaults(one.contract, facts.kubernetes),
      ...identityFaults(one, facts, settings),
    ]),
  ];
  return faults.map(({ name: addOn, expected, hint }) => ({
    file: name,
    path: `addOns.${addOn}`,
    expected,
    hint,
  }));
}

interface AddOnFault {
  readonly name: AddOnName;
  readonly expected: string;
  readonly hint: string;
}

const minorOf = (version: string): number => Number(version.split(".")[1]);

function versionFaults({ name, chart }: AddOnContract, kubernetes: string): readonly AddOnFault[] {
  const { from, to } = CHARTS[chart].kubernetes;
  const minor = minorOf(kubernetes);
  if (minor >= minorOf(from) && minor <= minorOf(to)) return [];
  const expected = `Kubernetes ${from} to ${to} for chart ${chart} ${CHARTS[chart].version}`;
  return [
    { name, expected, hint: `the cluster has ${kubernetes}; switch it off, or wait for a newer chart` },
  ];
}

function identityFaults(
  { contract: { name }, permissions }: AddOn,
  { identity }: ClusterFacts,
  settings: PlatformSettings,
): readonly AddOnFault[] {
  if (identity !== "none" || (permissions?.(settings) ?? []).length === 0) return [];
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

/** Policies of an add-on's namespace by name: nothing passes, then what it states; the cloud only if it acts there. */
export function addOnPolicies(
  { contract, permissions }: AddOn,
  settings: PlatformSettings,
  { identity, ipFamily }: Pick<ClusterFacts, "identity" | "ipFamily">,
): ReadonlyMap<string, PolicySpec<Range>> {
  const acts = (permissions?.(settings) ?? []).length > 0;
  const traffic = { ...contract.traffic, ...(acts ? identityTraffic(contract.traffic, identity) : {}) };
  const allowed = Object.entries(traffic).map(([name, one]): [string, PolicySpec<Range>] => [
    `allow-${name}`,
    policyFor<Range>(one, { ...settings, ipFamily }),
  ]);
  return new Map<string, PolicySpec<Range>>([["default-deny", DENY_ALL], ...allowed]);
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

/** Finds the one image of a chart whose name contains a text. */
export function imagesOf({ chart }: AddOnContract, { imageMirror }: PlatformSettings): AddOnContext["image"] {
  const { images }: Chart = CHARTS[chart];
  return (containing) => {
    const image = images.find((one) => one.includes(containing));
    if (image === undefined) throw new Error(`chart ${chart} has no image ${containing}`);
    return imageName(image, imageMirror);
  };
}
