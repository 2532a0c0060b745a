import { expect, test } from "vitest";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import { type AddOnName, addOnsOf } from "../../fleet/charts/add-ons.ts";
import { diffPlans } from "../../plan/diff.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { platformFindings } from "../../stacks/platform-findings.ts";
import { platformFleet } from "./platform-fleet.ts";

const ENTRY = { kind: "eks", sla: 3, profile: "full" };

/** The same cluster with these add-ons switched off. */
const without = (names: readonly AddOnName[]) =>
  platformFleet({
    prod: { ...ENTRY, addOns: Object.fromEntries(names.map((one) => [one, { enabled: false }])) },
  });

const planned = (names: readonly AddOnName[]): Promise<Plan> => planStack(without(names), "prod");

const NAMES = addOnsOf(without([]).clusters.get("prod")!);

/** An add-on and all that cannot be without it. */
function withDependents(name: AddOnName): readonly AddOnName[] {
  const found = new Set([name]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const one of NAMES)
      if (ADD_ONS[one].contract.requires.some((other) => found.has(other))) found.add(one);
  }
  return [...found].sort();
}

const ownerOf = ({ type, name, parent = "" }: PlannedResource): string =>
  (type === "atoll:platform:AddOnRelease"
    ? name
    : parent.replace("atoll:platform:AddOnRelease::", "")
  ).replace(/^prod-/, "");

/** Objects of others that are about an add-on and go with it, by the end of their names. */
const ABOUT: Readonly<Partial<Record<AddOnName, RegExp>>> = {
  // Rules and monitors are of its kinds.
  "prometheus-operator-crds": /-(rules|monitor)$/,
  // Waypoints run beside the gateway, whose namespace lets them be reached and their metrics be read.
  "istio-ambient": /^prod-traefik-(waypoint-monitor|allow-(istio-waypoint|traefik))$/,
  // It brings secrets into namespaces of others, as an account of theirs, and its tokens need the issuer.
  "external-secrets": /(-secret-.+|[.]secret-reader-(role|policy)|^prod-issuer)$/,
};

/** Whether a resource gives an account of one of these add-ons its rights in the cloud. */
function isIdentityOf(names: readonly AddOnName[], { name }: PlannedResource): boolean {
  return names.some((one) => name.startsWith(`prod-identity-${ADD_ONS[one].contract.namespace}.`));
}

const before = planned([]);

test.each(NAMES)("%s switched off, with what requires it, takes away its own objects alone", async (name) => {
  const off = withDependents(name);
  const { deleted, added, replaced } = diffPlans(await before, await planned(off));
  expect(deleted.map(ownerOf)).toEqual(expect.arrayContaining([...off]));
  const others = deleted.filter((one) => !off.includes(ownerOf(one) as AddOnName) && !isIdentityOf(off, one));
  const unexplained = others.filter((one) => !off.some((gone) => ABOUT[gone]?.test(one.name) === true));
  expect(unexplained.map(({ type, name: one }) => `${type} ${one}`)).toEqual([]);
  expect(replaced).toEqual([]);
  expect(added).toEqual([]);
});

/** Those that are still there when one is switched off alone, and require it. */
const requiring = (name: AddOnName): readonly AddOnName[] =>
  addOnsOf(without([name]).clusters.get("prod")!).filter((one) =>
    ADD_ONS[one].contract.requires.includes(name),
  );

test.each(NAMES.filter((name) => requiring(name).length > 0))(
  "%s switched off alone is refused, with each add-on that requires it",
  (name) => {
    const fleet = without([name]);
    const faults = platformFindings(fleet, fleet.clusters.get("prod")!).map(({ expected }) => expected);
    const all = requiring(name).map((one) => `${name} to be switched on, which ${one} requires`);
    expect(faults).toEqual(expect.arrayContaining(all));
  },
);
