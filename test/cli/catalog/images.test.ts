import { expect, test } from "vitest";
import { imageLines, mirroredImages } from "../../../cli/catalog/images.ts";
import type { Chart } from "../../../fleet/charts/chart.ts";
import { CHART_NAMES, CHARTS } from "../../../fleet/charts/charts.ts";
import { madeUpChart } from "../catalog-server.ts";

const CHART: Chart = {
  ...madeUpChart({ kind: "https", repository: "https://charts.lagoon.cloud" }),
  images: ["quay.io/lagoon/boat:v1"],
  edge: { version: "1.3.0", appVersion: "2", images: ["quay.io/lagoon/boat:v2"], why: "a new engine" },
};

test("each image is listed once, that of ring edge too, with where the mirror keeps it and who runs it", () => {
  const lines = imageLines({ lagoon: CHART, reef: CHART }, { mirror: "registry.lagoon.cloud", users: true });
  expect(lines.filter((line) => line.includes("boat"))).toEqual([
    "quay.io/lagoon/boat:v1 registry.lagoon.cloud/quay.io/lagoon/boat:v1 lagoon,reef",
    "quay.io/lagoon/boat:v2 registry.lagoon.cloud/quay.io/lagoon/boat:v2 lagoon,reef",
  ]);
  expect(imageLines({ lagoon: CHART }, { users: false })).toContain("quay.io/lagoon/boat:v1");
});

test("every image of the catalog has a registry, a path and a tag, and is listed", () => {
  const listed = mirroredImages(CHARTS, "registry.lagoon.cloud").map(({ image }) => image);
  for (const name of CHART_NAMES) expect(listed).toEqual(expect.arrayContaining([...CHARTS[name].images]));
  expect(listed).toContain("registry.k8s.io/pause:3.10");
  expect(new Set(listed).size).toBe(listed.length);
});
