import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Lends a folder that is gone afterwards, also when the work fails or the process is told to end. The work must stop
 * soon after its signal is aborted.
 */
export async function withTemporaryFolder<T>(
  prefix: string,
  work: (folder: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  const stop = new AbortController();
  let ending: NodeJS.Signals | undefined;
  const end = (signal: NodeJS.Signals): void => {
    ending = signal;
    stop.abort();
  };
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await work(folder, stop.signal);
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
    rmSync(folder, { recursive: true, force: true });
    // Without the handlers the signal ends this process as it would have done.
    if (ending !== undefined) process.kill(process.pid, ending);
  }
}
