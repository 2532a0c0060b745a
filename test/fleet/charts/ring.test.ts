import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import { platformFaults } from "../../../components/platform/plan.ts";
import { addOnCharts } from "../../../fleet/charts/add-on-charts.ts";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { edgeCharts, inRing } from "../../../fleet/charts/ring.ts";
import { ADD_ON_NAMES } from "../../../fleet/schema/add-ons.ts";
import { madeUpChart } from "../../cli/catalog-server.ts";
import { sampleFacts, samplePlatform } from "../../components/platform/sample-platform.ts";

const CHART: Chart = {
  ...madeUpChart({ kind: "https", repository: "https://charts.lagoon.cloud" }),
  images: ["quay.io/lagoon/boat:v1"],
  edge: { version: "1.3.0", appVersion: "2", images: ["quay.io/lagoon/boat:v2"], why: "a new engine" },
};

test("clusters of ring edge run the version of that ring, all others the one for all", () => {
  expect(inRing(CHART, "edge")).toMatchObject({ version: "1.3.0", images: ["quay.io/lagoon/boat:v2"] });
  expect(inRing(CHART, "stable")).toMatchObject({ version: "1.2.3", images: ["quay.io/lagoon/boat:v1"] });
  const { edge: _, ...same } = CHART;
  expect(inRing(same, "edge")).toEqual(same);
});

test("versions of ring edge are pulled beside those for all, and kinds are packed from the same version", () => {
  const crds: Chart = { ...CHART, origin: { kind: "crds-folder", of: "lagoon", groups: ["lagoon.cloud"] } };
  const edges = edgeCharts({ lagoon: CHART, crds, reef: inRing(CHART, "stable") });
  expect(Object.keys(edges)).toEqual(["lagoon@edge", "crds@edge"]);
  expect(edges["lagoon@edge"]?.version).toBe("1.3.0");
  expect(edges["crds@edge"]?.origin).toEqual({
    kind: "crds-folder",
    of: "lagoon@edge",
    groups: ["lagoon.cloud"],
  });
});

test("a version of ring edge comes from the registries of the version for all", () => {
  const hosts = (images: readonly string[]) => new Set(images.map((image) => image.split("/")[0]));
  for (const name of CHART_NAMES) {
    const chart: Chart = CHARTS[name];
    const { images, edge = chart } = chart;
    expect([...hosts(images)]).toEqual(expect.arrayContaining([...hosts(edge.images)]));
  }
});

test("only charts of add-ons have a version for ring edge: no other release asks for the ring", () => {
  const ofAddOns = ADD_ON_NAMES.flatMap(addOnCharts);
  const withEdge = CHART_NAMES.filter((name) => (CHARTS[name] as Chart).edge !== undefined);
  expect(ofAddOns).toEqual(expect.arrayContaining(withEdge));
});

test("a chart that only ring edge may have is refused elsewhere, with the remedy", () => {
  const traefik = CHARTS.traefik as { ring: string };
  const faults = (ring: "edge" | "stable") =>
    platformFaults("dev", sampleFacts(), samplePlatform({ ring })).filter(({ path }) =>
      path.endsWith("traefik"),
    );
  try {
    traefik.ring = "edge";
    expect(faults("edge")).toEqual([]);
    expect(faults("stable")).toEqual([
      {
        file: "dev",
        path: "addOns.traefik",
        expected: `an environment of ring edge, for chart traefik ${CHARTS.traefik.version} is not for all yet`,
        got: "ring stable",
        hint: "switch traefik off, or set environments.<environment>.ring to edge in fleet.yaml",
      },
    ]);
  } finally {
    traefik.ring = "stable";
  }
});

test.each(ADD_ON_NAMES)("the catalog knows all charts of %s in the order of its contract", (name) => {
  const { crdChart, chart, companions = [] } = ADD_ONS[name].contract;
  const charts = [...(crdChart === undefined ? [] : [crdChart]), chart, ...companions];
  expect(addOnCharts(name)).toEqual(charts);
});
