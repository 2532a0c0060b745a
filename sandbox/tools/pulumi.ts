import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { buildPulumi } from "./build-pulumi.ts";
import type { PulumiTool } from "./pulumi-tool.ts";
import type { Tell } from "./tell.ts";

/** Oldest release whose flags and state this project was tried with. */
const OLDEST = { major: 3, minor: 259 };

/** The `pulumi` on PATH when it is recent enough and whole, else one that is built once and kept. */
export async function findPulumi(
  tell: Tell,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<PulumiTool> {
  return (await installedPulumi(env["PATH"] ?? "")) ?? buildPulumi(tell, env);
}

async function installedPulumi(searchPath: string): Promise<PulumiTool | undefined> {
  for (const folder of searchPath.split(":").filter((part) => part !== "")) {
    const path = join(folder, "pulumi");
    if (!existsSync(path)) continue;
    const version = await versionOf(path);
    if (version !== undefined && isRecent(version) && hasLanguageHost(path))
      return { path, version, origin: "installed" };
  }
  return undefined;
}

async function versionOf(path: string): Promise<string | undefined> {
  const env = { PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { stdout, exitCode } = await execa(path, ["version"], { reject: false, env });
  return exitCode === 0 ? stdout.trim().replace(/^v/, "") : undefined;
}

/** Whether a version such as `3.260.1` is of the major release in use, and not older than the oldest known one. */
export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === OLDEST.major && minor >= OLDEST.minor;
}

function hasLanguageHost(path: string): boolean {
  return existsSync(join(dirname(path), "pulumi-language-nodejs"));
}
