/** A thread that plans one stack after another; workers.ts starts it. */
import { parentPort, workerData } from "node:worker_threads";
import { PlanStore } from "../cache/plan-store.ts";
import { loadPlanner } from "./load-planner.ts";
import type { WorkerData } from "./worker-data.ts";

const { fleet, store: place } = workerData as WorkerData;
const { answered } = await loadPlanner();
const store = new PlanStore(place.folder, place.program);

parentPort?.on("message", (stack: string) => {
  void answered(store, fleet, stack).then((answer) => parentPort?.postMessage(answer));
});
