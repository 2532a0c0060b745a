import { join } from "node:path";
import { buildGoProject, pinnedVersion } from "./go-build.ts";
import type { Tell } from "./tell.ts";

/** Module that pins actionlint and everything below it. */
const MODULE = join(import.meta.dirname, "actionlint");

const PROGRAMS = { actionlint: "github.com/rhysd/actionlint/cmd/actionlint" } as const;

export interface ActionlintTool {
  readonly actionlint: string;
  /** Such as 1.7.12. */
  readonly version: string;
}

/** Finds the program that checks workflows of GitHub, built once per machine; about a minute on two processors. */
export async function findActionlint(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ActionlintTool> {
  const folder = await buildGoProject(
    {
      name: "actionlint",
      title: "actionlint",
      module: MODULE,
      programs: PROGRAMS,
      flags: ["-ldflags", "-s -w"],
      packages: 106,
      minutes: 1,
    },
    tell,
    env,
  );
  return {
    actionlint: join(folder, "actionlint"),
    version: pinnedVersion(MODULE, "github.com/rhysd/actionlint"),
  };
}
