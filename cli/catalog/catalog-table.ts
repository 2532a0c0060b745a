import Table from "cli-table3";
import type { Chart } from "../../fleet/charts/chart.ts";
import { chartCrds } from "../../fleet/charts/chart-kinds.ts";
import { CHART_NAMES, chartDigest, type ChartName, CHARTS } from "../../fleet/charts/charts.ts";

const RULES = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };

/** How many hexadecimal digits of a digest are shown: enough to tell two apart by eye. */
const SHOWN_DIGITS = 12;

/** The catalog, or these charts of it: one line for each. */
export function catalogTable(names: readonly ChartName[] = CHART_NAMES): string {
  const head = ["chart", "version", "edge", "kubernetes", "kinds", "ring", "comes from", "digest", "next"];
  const table = new Table({ head, chars: RULES, style: { head: [], border: [] } });
  for (const name of names) {
    const chart: Chart = CHARTS[name];
    const { from, to } = chart.kubernetes;
    const kinds = chartCrds(name).length;
    table.push([
      name,
      chart.version,
      chart.edge?.version ?? "-",
      `${from}..${to}`,
      kinds === 0 ? "-" : `${kinds}${chart.crds.keep ? ", kept" : ""}`,
      chart.ring,
      originText(chart),
      digestText(name, chart),
      chart.next.map(({ version }) => version).join(", ") || "-",
    ]);
  }
  return table.toString();
}

function originText({ origin }: Chart): string {
  switch (origin.kind) {
    case "https":
    case "oci":
      return origin.repository;
    case "manifests":
      return `packed from ${new URL(origin.url).hostname}`;
    case "crds-folder":
      return `packed from ${origin.of}`;
  }
}

function digestText(name: string, { origin }: Chart): string {
  if (origin.kind === "crds-folder") return `of ${origin.of}`;
  return chartDigest(name)?.slice("sha256:".length, "sha256:".length + SHOWN_DIGITS) ?? "not recorded";
}
