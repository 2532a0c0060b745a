import { describe, expect, test } from "vitest";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import { type AddOnName, addOnsOf } from "../../fleet/charts/add-ons.ts";
import { LONGHORN_NAMESPACE } from "../../fleet/k3s/system-vocabulary.ts";
import { NAMESPACES_WITH_DATA } from "../../fleet/replacement/stateful.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { platformFleet } from "./platform-fleet.ts";
import { type ClusterChanges, TODAY } from "./sample-fleet.ts";

const WITH_DATA: readonly AddOnName[] = ["loki", "tempo", "victoria-metrics"];

/** What lies on their volumes is fetched again. */
const CACHES: readonly AddOnName[] = ["trivy-operator"];

const planned = async (changes: ClusterChanges) =>
  (await planStack(platformFleet({ prod: { kind: "eks", profile: "full", ...changes } }), "prod")).resources;

/** Add-ons whose namespace refuses to be deleted. */
const refusing = async (changes: ClusterChanges): Promise<readonly string[]> =>
  (await planned(changes))
    .filter(({ type, protect }) => type === "kubernetes:core/v1:Namespace" && protect)
    .flatMap(({ parent = "" }) => /^atoll:platform:AddOnRelease::prod-(.+)$/.exec(parent)?.[1] ?? [])
    .sort();

test("namespaces whose volumes hold data refuse to go where the cluster protects what it holds, and no others", async () => {
  expect(await refusing({ sla: 3 })).toEqual(WITH_DATA);
  expect(await refusing({ sla: 1, protect: true })).toEqual(WITH_DATA);
});

describe("the refusal ends", () => {
  test.each<[string, ClusterChanges]>([
    ["by protect: false", { sla: 2, protect: false }],
    ["with a cluster that retires", { sla: 3, lifecycle: "retiring", retireAfter: TODAY }],
    ["where the service level protects nothing", { sla: 1 }],
  ])("%s", async (_how, changes) => {
    expect(await refusing(changes)).toEqual([]);
  });
});

test("every add-on that asks for volumes says whether they hold data", async () => {
  const asks = (await planned({ sla: 3 })).filter(({ inputs }) =>
    /"storageClass(Name)?":/.test(JSON.stringify(inputs)),
  );
  const owners = asks.flatMap(({ parent = "" }) => /AddOnRelease::prod-(.+)$/.exec(parent)?.[1] ?? []);
  expect([...new Set(owners)].sort()).toEqual([...WITH_DATA, ...CACHES].sort());
  const all = addOnsOf(platformFleet({ prod: { kind: "eks", profile: "full" } }).clusters.get("prod")!);
  expect(all.filter((name) => ADD_ONS[name].contract.keepsVolumes === true).sort()).toEqual(WITH_DATA);
});

test("a diff knows the namespaces with data by their names", () => {
  const named = Object.values(ADD_ONS).filter(({ contract }) => contract.keepsVolumes === true);
  const namespaces = named.map(({ contract }) => contract.namespace);
  expect([...NAMESPACES_WITH_DATA].sort()).toEqual([LONGHORN_NAMESPACE, ...namespaces].sort());
});
