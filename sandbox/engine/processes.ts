import { readdirSync, readFileSync } from "node:fs";
import { CLOUD_VARIABLE } from "./environment.ts";
import type { Sandbox } from "./folder.ts";

/** Processes that belong to a sandbox: their environment names its cloud. Linux only. */
export function sandboxProcesses(sandbox: Sandbox): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      const environment = readProcess(pid, "environ");
      return environment.includes(`${CLOUD_VARIABLE}=${sandbox.cloud}\0`);
    })
    .map(Number);
}

/** Empty for a process that has just ended. */
function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
