import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";

const running = new Set<ChildProcess>();

// A program that outlived its engine would go on registering resources with nobody.
process.on("exit", () => {
  stopAll("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(0));

/** Starts a Node process that ends, at the latest, with this one. */
export function spawnNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  child.on("close", () => running.delete(child));
  return child;
}

/** Ends what this process has started. */
export function stopAll(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}
