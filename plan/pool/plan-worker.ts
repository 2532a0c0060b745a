/** A thread that plans one stack after another; workers.ts starts it. */
import { parentPort } from "node:worker_threads";
import { PlanStore } from "../cache/plan-store.ts";
import { loadPlanner } from "./load-planner.ts";
import type { WorkerData } from "./worker-data.ts";

const { answered } = await loadPlanner();

parentPort?.once("message", ({ fleet, store: place }: WorkerData) => {
  const store = new PlanStore(place.folder, place.program);
  parentPort?.on("message", (stack: string) => {
    void answered(store, fleet, stack).then((answer) => parentPort?.postMessage(answer));
  });
});
