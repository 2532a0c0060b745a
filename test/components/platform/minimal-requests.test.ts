import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { groundOf } from "../../../components/platform/ground.ts";
import { addOnsOf } from "../../../fleet/charts/add-ons.ts";
import { addOns } from "../../../fleet/schema/add-ons.ts";
import { clusterSchema } from "../../../fleet/schema/cluster.ts";
import { slaSettings } from "../../../fleet/sla.ts";
import { sampleFacts, samplePlatform } from "./sample-platform.ts";

const MINIMAL = addOnsOf({ profile: "minimal", addOns: addOns.parse({}), kind: "eks" });

function replicasOf(sla: number): number {
  const entry = { kind: "eks", region: "eu", environment: "development", sla, kubernetes: "1.35" };
  return slaSettings({ ...clusterSchema.parse(entry), id: "dev" }).platformReplicas;
}

/** What all pods of the profile ask for together, jobs of installations included. */
function requests(replicas: number) {
  const settings = samplePlatform({ addOns: MINIMAL, replicas });
  const workloads = MINIMAL.flatMap((name) => {
    const ground = groundOf(ADD_ONS[name].contract, settings, { facts: sampleFacts() });
    return Object.values(ADD_ONS[name].workloads?.(ground) ?? {});
  });
  const sum = (of: (one: (typeof workloads)[number]) => number): number =>
    workloads.reduce((total, one) => total + one.replicas * of(one), 0);
  return {
    cpuMillicores: sum((one) => one.cpuMillicores),
    memoryMiB: sum((one) => one.memoryMiB),
  };
}

test("every add-on of the profile minimal that runs something says what it asks for", () => {
  const running = MINIMAL.filter((name) => ADD_ONS[name].contract.ready.kind !== "crds");
  const silent = running.filter((name) => ADD_ONS[name].workloads === undefined);
  expect(silent).toEqual([]);
  expect(running).toEqual(["cert-manager", "external-dns", "metrics-server", "traefik"]);
});

test.each([1, 2, 3] as const)(
  "the profile minimal asks for less than 2 processors and 4 GiB in all at sla %i",
  (sla) => {
    const { cpuMillicores, memoryMiB } = requests(replicasOf(sla));
    expect(cpuMillicores).toBeLessThan(2000);
    expect(memoryMiB).toBeLessThan(4096);
    expect(cpuMillicores).toBeGreaterThan(200);
  },
);
