import { status } from "@grpc/grpc-js";

/** What a provider refuses, as the engine shows it. `UNKNOWN` is what the official providers answer with. */
export class ProviderError extends Error {
  readonly code: status;

  constructor(message: string, code: status = status.UNKNOWN) {
    super(message);
    this.name = "ProviderError";
    this.code = code;
  }
}

/** A request that stand-ins refuse on purpose. */
export function unimplemented(what: string): ProviderError {
  return new ProviderError(`${what} is not supported by the simulator`, status.UNIMPLEMENTED);
}
