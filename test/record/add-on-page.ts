import * as pulumi from "@pulumi/pulumi";
import { ADD_ONS } from "../../components/platform/add-ons.ts";
import { dashboardOf } from "../../components/platform/dashboards/dashboards.ts";
import { groundOf, wishOf } from "../../components/platform/ground.ts";
import { runbookFile } from "../../components/platform/rules.ts";
import type { PlatformSettings } from "../../components/platform/settings.ts";
import type { Workload } from "../../components/platform/workload.ts";
import { addOnCharts } from "../../fleet/charts/add-on-charts.ts";
import { type AddOnName, addOnsOf } from "../../fleet/charts/add-ons.ts";
import type { Chart } from "../../fleet/charts/chart.ts";
import { chartCrds } from "../../fleet/charts/chart-kinds.ts";
import { CHARTS } from "../../fleet/charts/charts.ts";
import { jsonSchemas } from "../../fleet/json-schema.ts";
import { addOns } from "../../fleet/schema/add-ons.ts";
import { SAMPLE_CLOUD, sampleFacts } from "../components/platform/sample-platform.ts";
import { type JsonSchema, keysOf } from "../fleet/schema-keys.ts";
import { trafficWords } from "./traffic-words.ts";

/** What a cluster of profile full asks for, by service level. */
export type BySla = Readonly<Record<1 | 2 | 3, PlatformSettings>>;

type Rows = readonly (readonly string[])[];

/** A pipe would end the cell. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

function table(head: readonly string[], rows: Rows): string {
  const lines = [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

const section = (title: string, body: string): string => (body === "" ? "" : `## ${title}\n\n${body}\n`);

const list = (sentences: readonly string[]): string => sentences.map((one) => `- ${one}`).join("\n");

const code = (text: string): string => `\`${text}\``;

const linked = (names: readonly AddOnName[]): string =>
  names.map((name) => `[${name}](${name}.md)`).join(", ") || "nothing";

/** The smallest profile that brings it. */
export function profileOf(name: AddOnName): string {
  const choices = addOns.parse({});
  const profiles = (["minimal", "standard", "full"] as const).filter((profile) =>
    addOnsOf({ profile, addOns: choices, kind: "eks" }).includes(name),
  );
  const [first] = profiles;
  return first ?? "none";
}

/** The page of one add-on, written from its own data. */
export async function addOnPage(name: AddOnName, settings: BySla): Promise<string> {
  const { contract } = ADD_ONS[name];
  return [
    `# ${name}\n`,
    "<!-- written by test/record/platform-pages.test.ts from the add-on's own data: ATOLL_UPDATE_DOCS=1 -->\n",
    `${contract.purpose}\n`,
    table(["", ""], factRows(name)),
    "",
    section("Charts and images", chartTable(name)),
    section("Traffic", trafficTable(name)),
    section("Rights in AWS", await rightsTable(name, settings[3])),
    section("What it runs", workloadTable(name, settings)),
    section("Settings", settingTable(name)),
    section("Alerts", alertTable(name, settings[3])),
    section("Coming and going", lifeText(name)),
    section("Good to know", list(contract.notes ?? [])),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function factRows(name: AddOnName): Rows {
  const { namespace, podSecurity, requires, after = [], conflicts, webhook } = ADD_ONS[name].contract;
  const profile = profileOf(name);
  const board = dashboardOf(name);
  return [
    ["Profile", profile === "none" ? "none: it is there when it is asked for" : `${profile} and larger`],
    ["Namespace", `${code(namespace)}, Pod Security ${code(podSecurity)}`],
    ["Requires", linked(requires)],
    ["Comes after, where they are there", linked(after)],
    ["Cannot be beside", linked(conflicts)],
    [
      "Webhook",
      webhook === undefined
        ? "none that holds back others"
        : `${code(webhook.configuration)}, ${webhook.kind}`,
    ],
    ["Dashboard", board === undefined ? "none" : board.title],
  ];
}

function chartTable(name: AddOnName): string {
  const rows = addOnCharts(name).map((one): readonly string[] => {
    const { version, appVersion, kubernetes, images, edge }: Chart = CHARTS[one];
    const kinds = chartCrds(one).length;
    const versions = edge === undefined ? version : `${version} (edge: ${edge.version})`;
    const minors = `${kubernetes.from} to ${kubernetes.to}`;
    return [
      one,
      versions,
      appVersion,
      minors,
      kinds === 0 ? "-" : `${kinds}`,
      images.map(code).join("<br>") || "-",
    ];
  });
  const text = table(["Chart", "Version", "Installs", "Kubernetes", "Kinds", "Images"], rows);
  return text.replaceAll("&lt;br>", "<br>");
}

function trafficTable(name: AddOnName): string {
  const rows = Object.entries(ADD_ONS[name].contract.traffic).map(([what, one]) => [
    what,
    ...trafficWords(one),
  ]);
  if (rows.length === 0) return "None: its namespace is closed both ways.";
  return `Nothing else passes, in either direction.\n\n${table(["For", "Pods", "Direction", "Peer", "Ports"], rows)}`;
}

async function rightsTable(name: AddOnName, settings: PlatformSettings): Promise<string> {
  const addOn = ADD_ONS[name];
  const { contract } = addOn;
  const given = addOn.rights?.(wishOf(contract, settings)) ?? [];
  const rows = given.flatMap(({ serviceAccount, permissions }) =>
    permissions.map(async ({ sid, actions, resources }): Promise<readonly string[]> => {
      const arns = await Promise.all(resources.map(known));
      return [serviceAccount, sid, actions.map(code).join(", "), arns.map(code).join(", ")];
    }),
  );
  if (rows.length === 0) return "None.";
  const says = "As in a sample cluster; `${eu/...}` is an output of its region's stack.";
  return `${says}\n\n${table(["ServiceAccount", "For", "Actions", "Resources"], await Promise.all(rows))}`;
}

const known = (value: pulumi.Input<string>): Promise<string> =>
  new Promise((done) => void pulumi.output(value).apply(done));

function workloadTable(name: AddOnName, settings: BySla): string {
  const addOn = ADD_ONS[name];
  const { contract } = addOn;
  const bySla = ([1, 2, 3] as const).map(
    (sla) =>
      addOn.workloads?.(groundOf(contract, settings[sla], { facts: sampleFacts(), cloud: SAMPLE_CLOUD })) ??
      {},
  );
  const names = [...new Set(bySla.flatMap((one) => Object.keys(one)))];
  if (names.length === 0) return "No pod.";
  const rows = names.map((one) => [one, ...bySla.map((all) => sizeText(all[one]))]);
  return table(["Workload", "sla 1", "sla 2", "sla 3"], rows);
}

function sizeText(workload: Workload | undefined): string {
  if (workload === undefined) return "-";
  const { kind, replicas, cpuMillicores, memoryMiB } = workload;
  const count = kind === "DaemonSet" ? "each node" : `${replicas}`;
  return `${count} x ${cpuMillicores}m, ${memoryMiB} MiB`;
}

function settingTable(name: AddOnName): string {
  const cluster = JSON.parse(jsonSchemas().get("cluster.json") ?? "{}") as JsonSchema;
  const own = cluster.properties?.["addOns"]?.properties?.[name] ?? {};
  const rows = keysOf(own, `addOns.${name}.`)
    .filter(([path]) => !path.includes(".valuesOverride"))
    .map(([path, says, byDefault]) => [code(path), says, byDefault]);
  const override = "`valuesOverride` is the way around these, for a time: see [platform.md](../platform.md).";
  return `${table(["Key", "Says", "Default"], rows)}\n\n${override}`;
}

function alertTable(name: AddOnName, settings: PlatformSettings): string {
  const addOn = ADD_ONS[name];
  const { contract } = addOn;
  const groups =
    addOn.rules?.(groundOf(contract, settings, { facts: sampleFacts(), cloud: SAMPLE_CLOUD })) ?? [];
  const alerts = groups.flatMap(({ rules: all }) => all.flatMap((rule) => ("alert" in rule ? [rule] : [])));
  const byName = new Map(alerts.map((one) => [`${one.alert} ${one.severity}`, one]));
  if (byName.size === 0) return "None of its own.";
  const rows = [...byName.values()].map(({ alert, severity, for: holds, summary }): readonly string[] => [
    `[${alert}](../runbooks/${runbookFile(alert)})`,
    severity,
    holds ?? "at once",
    summary,
  ]);
  return table(["Alert", "Severity", "After", "Says"], rows);
}

/** Of an add-on whose namespace holds volumes with data. */
const VOLUMES =
  "**Volumes** go with its namespace, when it is switched off, too. Where the cluster protects what it holds (`sla`, or `protect`) the namespace refuses that, until its protection is lifted: see [logs-and-traces.md](../logs-and-traces.md#what-deletes-them).";

function lifeText(name: AddOnName): string {
  const { ready, teardown, keepsVolumes, backup, timeoutSeconds } = ADD_ONS[name].contract;
  const { first, stays } = teardown;
  return list([
    `**Ready** when: ${ready.what}. After ${timeoutSeconds} s it is rolled back.`,
    `**Teardown**: before its controller go ${first.join(", ") || "no objects"}; what stays: ${stays.join(", ") || "nothing"}.`,
    ...(keepsVolumes === true ? [VOLUMES] : []),
    `**Backup**: ${backup}`,
  ]);
}
