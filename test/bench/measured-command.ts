import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { execa } from "execa";

const MAIN = resolve(import.meta.dirname, "../../cli/main.ts");

/** Loaded before the command: tells at its end what memory it took at most, its threads included. */
const TELL = `process.on("exit", () => require("node:fs").writeFileSync(process.env.ATOLL_BENCH_MEMORY, String(process.resourceUsage().maxRSS)));`;

export interface MeasuredCommand {
  readonly seconds: number;
  /** The most that was resident at once, in MiB. */
  readonly mebibytes: number;
  readonly stdout: string;
}

/** Runs the `atoll` command in a process of its own, as people do. @throws an Error when it fails. */
export async function measuredCommand(...args: readonly string[]): Promise<MeasuredCommand> {
  const folder = mkdtempSync(join(tmpdir(), "atoll-bench-"));
  const [tell, memory] = [join(folder, "tell.cjs"), join(folder, "memory")];
  writeFileSync(tell, TELL);
  try {
    const started = performance.now();
    const { stdout } = await execa(process.execPath, ["--require", tell, MAIN, ...args], {
      env: { ATOLL_BENCH_MEMORY: memory, NO_COLOR: "1" },
      maxBuffer: Number.MAX_SAFE_INTEGER,
    });
    const seconds = (performance.now() - started) / 1_000;
    return { seconds, mebibytes: Number(readFileSync(memory, "utf8")) / 1_024, stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
