import { join } from "node:path";
import { buildGoProject, pinnedVersion } from "./go-build.ts";
import type { Tell } from "./tell.ts";

/** Module that pins Prometheus and Alertmanager, and everything below them. */
const MODULE = join(import.meta.dirname, "prometheus");

/** The tools by which both check what they are configured with, by the names of their executables. */
const PROGRAMS = {
  amtool: "github.com/prometheus/alertmanager/cmd/amtool",
  promtool: "github.com/prometheus/prometheus/cmd/promtool",
} as const;

export interface PrometheusTools {
  /** Checks a configuration of Alertmanager, and tells which way an alert takes. */
  readonly amtool: string;
  /** Checks rules, and runs them on made-up series. */
  readonly promtool: string;
  /** Version of Alertmanager that amtool is of, such as 0.35.0. */
  readonly alertmanager: string;
}

/** Finds the tools that check rules and alert routing, built once per machine; about four minutes on two processors. */
export async function findPrometheusTools(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PrometheusTools> {
  const folder = await buildGoProject(
    {
      name: "prometheus",
      title: "promtool and amtool",
      module: MODULE,
      programs: PROGRAMS,
      flags: ["-ldflags", "-s -w"],
      packages: 1_170,
      minutes: 4,
    },
    tell,
    env,
  );
  return {
    amtool: join(folder, "amtool"),
    promtool: join(folder, "promtool"),
    alertmanager: pinnedVersion(MODULE, "github.com/prometheus/alertmanager"),
  };
}
