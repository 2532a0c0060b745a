import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { FaultBox, type Operation } from "../aws/fault-box.ts";
import { ProviderError } from "../provider/error.ts";
import type { Target } from "../provider/stand-in.ts";

const DEFAULT_SLOW_MILLISECONDS = 2_000;
const BUSY_MILLISECONDS = 30_000;

/** Faults that strike this provider's requests: those of the sandbox, in the file of its simulated cloud. */
export class Faults {
  readonly #box: FaultBox | undefined;

  constructor(box?: FaultBox) {
    this.#box = box;
  }

  /** @param path the simulated cloud's file; without one there are no faults */
  static open(path: string | undefined): Faults {
    if (path === undefined) return new Faults();
    return new Faults(new FaultBox(new DatabaseSync(path, { timeout: BUSY_MILLISECONDS })));
  }

  async run<Result>(operation: Operation, target: Target, work: () => Promise<Result>): Promise<Result> {
    const fault = this.#box?.strike(operation, target.type, target.name);
    switch (fault?.kind) {
      case undefined:
        return work();
      case "throttle":
        throw new ProviderError(
          "the server has received too many requests and has asked us to try again later",
        );
      case "quota":
        throw new ProviderError("exceeded quota: injected by the simulator");
      case "fail":
        throw new ProviderError("Internal error occurred: injected by the simulator");
      case "slow":
        await sleep(fault.milliseconds ?? DEFAULT_SLOW_MILLISECONDS);
        return work();
      case "lost-reply":
        await work();
        return new Promise<Result>(() => undefined);
      case "crash":
        await work();
        process.kill(process.pid, "SIGKILL");
        return new Promise<Result>(() => undefined);
    }
  }
}
