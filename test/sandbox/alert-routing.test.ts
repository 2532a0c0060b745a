import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { alertmanagerConfig } from "../../components/platform/metrics/alert-routing.ts";
import { inlineScrapeConfig } from "../../components/platform/metrics/scrape-jobs.ts";
import { findPrometheusTools, type PrometheusTools } from "../../sandbox/tools/prometheus.ts";
import { ROUTES } from "../components/platform/metrics/alert-routes.ts";

const folder = mkdtempSync(join(tmpdir(), "atoll-alerts-"));
let tools: PrometheusTools;

beforeAll(async () => {
  tools = await findPrometheusTools(() => undefined);
}, 900_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(name: string, config: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof config === "string" ? config : stringify(config));
  return path;
}

async function run(tool: "amtool" | "promtool", ...args: readonly string[]) {
  const { exitCode = 1, all } = await execa(tools[tool], args, { all: true, reject: false });
  return { exitCode, said: all };
}

describe("amtool", () => {
  test("takes the configuration of a route of each kind", async () => {
    const { exitCode, said } = await run(
      "amtool",
      "check-config",
      written("all.yaml", alertmanagerConfig(ROUTES, "prod")),
    );
    expect(said).toContain("SUCCESS");
    expect(said).toContain("3 inhibit rules");
    expect(said).toContain("6 receivers");
    expect(exitCode).toBe(0);
  });

  test("takes the configuration of a cluster that nobody hears of", async () => {
    const config = alertmanagerConfig({ routes: [], heartbeat: false }, "prod");
    const { exitCode, said } = await run("amtool", "check-config", written("nobody.yaml", config));
    expect(said).toContain("SUCCESS");
    expect(exitCode).toBe(0);
  });

  test("refuses a receiver that does not exist", async () => {
    const config = { ...alertmanagerConfig(ROUTES, "prod"), receivers: [{ name: "nobody" }] };
    const { exitCode, said } = await run("amtool", "check-config", written("bad.yaml", config));
    expect(said).toContain('undefined receiver "heartbeat" used in route');
    expect(exitCode).toBe(1);
  });

  test.each([
    ["heartbeat", ["alertname=Watchdog", "severity=info"]],
    ["on-call,chat,mail", ["alertname=NodeNotReady", "severity=critical", "cluster=prod"]],
    ["chat,telegram,mail", ["alertname=NodeChurn", "severity=warning", "cluster=prod"]],
    ["nobody", ["alertname=Something", "severity=info"]],
  ])("leads to %s what is for them", async (receivers, labels) => {
    const file = written("routes.yaml", alertmanagerConfig(ROUTES, "prod"));
    const { exitCode, said } = await run(
      "amtool",
      ...["config", "routes", "test", "--config.file", file, "--verify.receivers", receivers, ...labels],
    );
    expect(said).toBe(receivers);
    expect(exitCode).toBe(0);
  });
});

test("promtool takes what the agent scrapes beside monitors", async () => {
  const jobs = inlineScrapeConfig()
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
  const { exitCode, said } = await run(
    "promtool",
    ...["check", "config", "--syntax-only", written("scrape.yaml", `scrape_configs:\n${jobs}`)],
  );
  expect(said).toContain("SUCCESS");
  expect(exitCode).toBe(0);
});
