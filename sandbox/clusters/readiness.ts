import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { logPath } from "./folder.ts";
import { type Program, runsStill } from "./processes.ts";

/** A server is ready in seconds; a machine that also builds takes longer. */
const READY_MILLISECONDS = 180_000;
const POLL_MILLISECONDS = 100;
const SHOWN_LINES = 8;

/** A server that ended, or did not get ready. */
export class ServerFailure extends Error {
  override readonly name = "ServerFailure";
}

/** Waits until a started server is ready; one that ends before is an error with the end of its log. */
export async function untilReady(
  dir: string,
  { owner, program, pid }: { readonly owner: string; readonly program: Program; readonly pid: number },
  isReady: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + READY_MILLISECONDS;
  while (!(await isReady())) {
    const ended = !runsStill(pid);
    if (ended || Date.now() > end) {
      const what = ended ? "ended while it started" : `was not ready within ${READY_MILLISECONDS / 1000} s`;
      throw new ServerFailure(`${program} of ${owner} ${what}:\n${lastLines(logPath(dir, owner, program))}`);
    }
    await sleep(POLL_MILLISECONDS);
  }
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, "utf8").trim().split("\n").slice(-SHOWN_LINES).join("\n");
  } catch {
    return "";
  }
}
