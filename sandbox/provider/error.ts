import { status } from "@grpc/grpc-js";
import type { Properties } from "./properties.ts";

/** What a provider refuses, as the engine shows it. `UNKNOWN` is what the official providers answer with. */
export class ProviderError extends Error {
  readonly code: status;

  constructor(message: string, code: status = status.UNKNOWN) {
    super(message);
    this.name = "ProviderError";
    this.code = code;
  }
}

/**
 * Something was made or changed, and then never became ready. The engine keeps it in the state, and the next update
 * waits for it again.
 */
export class UnfinishedError extends ProviderError {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;

  constructor(
    message: string,
    made: { readonly id: string; readonly inputs: Properties; readonly outputs: Properties },
  ) {
    super(message);
    this.name = "UnfinishedError";
    this.id = made.id;
    this.inputs = made.inputs;
    this.outputs = made.outputs;
  }
}

/** A request that stand-ins refuse on purpose. */
export function unimplemented(what: string): ProviderError {
  return new ProviderError(`${what} is not supported by the simulator`, status.UNIMPLEMENTED);
}
