import { join } from "node:path";
import { buildGoProject, pinnedVersion } from "./go-build.ts";
import type { Tell } from "./tell.ts";

/** Module that pins Helm and everything below it; its Kubernetes is that of the servers, so that they share a cache. */
const MODULE = join(import.meta.dirname, "helm");

const PROGRAMS = { helm: "helm.sh/helm/v4/cmd/helm" } as const;

export interface HelmTool {
  readonly helm: string;
  /** Such as 4.2.4. */
  readonly version: string;
}

/** Finds the program that renders charts, built once per machine; about two minutes on two processors. */
export async function findHelm(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<HelmTool> {
  const folder = await buildGoProject(
    {
      name: "helm",
      title: "Helm",
      module: MODULE,
      programs: PROGRAMS,
      flags: ["-ldflags", "-s -w"],
      packages: 1_020,
      minutes: 2,
      elsewhere: "Helm from https://helm.sh/docs/intro/install",
    },
    tell,
    env,
  );
  return { helm: join(folder, "helm"), version: pinnedVersion(MODULE, "helm.sh/helm/v4") };
}
