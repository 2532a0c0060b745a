import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { WorkerAnswer } from "./worker-answer.ts";
import type { WorkerData } from "./worker-data.ts";

/** Stacks that a thread must have to plan before its start, a second or so, is worth it. */
const STACKS_PER_WORKER = 4;

/** More threads than this wait for memory rather than for processors. */
const MOST_WORKERS = 16;

/** Number of threads for so many stacks; 0 when this one alone is the fastest. */
export function workersFor(stacks: number, processors = availableParallelism()): number {
  const worth = Math.floor(stacks / STACKS_PER_WORKER);
  return worth < 2 ? 0 : Math.min(worth, processors, MOST_WORKERS);
}

/**
 * Plans stacks in threads, each of which asks for the next one when it is done, so that one large stack holds up no other.
 * `told` hears of each as it ends. Threads are gone when this ends, however it does.
 *
 * @throws an Error when a thread dies.
 */
export async function planInWorkers(
  stacks: readonly string[],
  count: number,
  data: WorkerData,
  told: (answer: WorkerAnswer) => void,
): Promise<void> {
  const queue = [...stacks];
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL("./plan-worker.ts", import.meta.url), { workerData: data }),
  );
  try {
    await Promise.all(workers.map((worker) => drained(worker, queue, told)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Hands one stack after another to a thread until none is left. */
function drained(worker: Worker, queue: string[], told: (answer: WorkerAnswer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let current: string | undefined;
    const next = (): void => {
      current = queue.shift();
      if (current === undefined) resolve();
      else worker.postMessage(current);
    };
    worker.on("message", (answer: WorkerAnswer) => {
      told(answer);
      next();
    });
    worker.on("error", (error) => {
      reject(new Error(`the thread that planned ${current ?? "nothing"} failed`, { cause: error }));
    });
    worker.on("exit", (code) => {
      reject(new Error(`the thread that planned ${current ?? "nothing"} ended with ${code}`));
    });
    next();
  });
}
