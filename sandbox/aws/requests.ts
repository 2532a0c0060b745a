import { setTimeout as sleep } from "node:timers/promises";
import { ProviderError } from "../provider/error.ts";
import type { Target } from "../provider/stand-in.ts";
import type { Cloud } from "./cloud.ts";
import { AwsError } from "./error.ts";
import type { Operation } from "./fault-box.ts";
import type { Kind } from "./kind.ts";
import { quotaError } from "./quotas.ts";
import { isOnTheWay, struck } from "./struck.ts";

/** How often the provider tries again when AWS says that it is asked too much. */
const THROTTLE_RETRIES = 4;

const THROTTLE_MILLISECONDS = 20;

const GERUNDS = { create: "creating", read: "reading", update: "updating", delete: "deleting" } as const;

/** One request to the simulated AWS. */
export interface Request {
  readonly operation: Operation;
  readonly target: Target;
  readonly kind: Kind;
  /** Absent before the thing exists. */
  readonly id?: string;
}

/** Refusal as the real provider words it: what it did, the call, AWS's code and sentence. */
function worded({ operation, kind, id }: Request, error: AwsError): ProviderError {
  const call = operation === "read" ? "Describe" : (kind.calls[operation] ?? "CreateTags");
  const what = `${GERUNDS[operation]} ${kind.label}${id === undefined ? "" : ` (${id})`}`;
  return new ProviderError(
    `${what}: operation error ${kind.service}: ${call}, api error ${error.code}: ${error.message}`,
  );
}

/** Sends requests to a cloud, each as one transaction, and lets injected faults strike them. */
export class Requests {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** @param after what follows the transaction, a reply that got lost included. @default nothing */
  async send<Result>(
    request: Request,
    work: () => Result,
    after: (result: Result) => Promise<Result> = (result) => Promise.resolve(result),
  ): Promise<Result> {
    try {
      return await this.#send(request, () => after(this.#cloud.transaction(work)));
    } catch (error) {
      if (error instanceof AwsError) throw worded(request, error);
      throw error;
    }
  }

  async #send<Result>(request: Request, work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 0; attempt <= THROTTLE_RETRIES; attempt += 1) {
      const { operation, target, kind } = request;
      const fault = this.#cloud.faults.strike(operation, target.type, target.name);
      if (fault === undefined) return work();
      const { kind: how, milliseconds } = fault;
      if (isOnTheWay(how)) return struck(how, milliseconds, work);
      switch (how) {
        case "throttle":
          await sleep(THROTTLE_MILLISECONDS * 2 ** attempt);
          continue;
        case "quota":
          throw kind.quota === undefined
            ? new AwsError("LimitExceededException", "The limit for this resource has been reached.")
            : quotaError(this.#cloud, kind.quota);
        case "fail":
          throw new AwsError("InternalError", "An internal error has occurred");
      }
    }
    throw new AwsError("RequestLimitExceeded", "Request limit exceeded.");
  }
}
