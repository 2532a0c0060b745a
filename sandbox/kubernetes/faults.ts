import { DatabaseSync } from "node:sqlite";
import { FaultBox, type Operation } from "../aws/fault-box.ts";
import { isOnTheWay, struck } from "../aws/struck.ts";
import { ProviderError } from "../provider/error.ts";
import type { Target } from "../provider/stand-in.ts";

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
    const box = this.#box;
    const fault = box?.take(operation, target.type, target.name);
    if (box === undefined || fault === undefined) return work();
    const { kind: how, milliseconds } = fault;
    if (how === "lost-reply" || how === "crash") {
      // An API server takes its time, and who waits for the fault kills the provider: it has struck once that is done.
      const done = async (): Promise<Result> => {
        const result = await work();
        box.count(fault);
        return result;
      };
      return struck(how, milliseconds, done);
    }
    box.count(fault);
    if (isOnTheWay(how)) return struck(how, milliseconds, work);
    switch (how) {
      case "throttle":
        throw new ProviderError(
          "the server has received too many requests and has asked us to try again later",
        );
      case "quota":
        throw new ProviderError("exceeded quota: injected by the simulator");
      case "fail":
        throw new ProviderError("Internal error occurred: injected by the simulator");
    }
  }
}
