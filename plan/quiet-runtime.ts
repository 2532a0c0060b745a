import debuggable from "@pulumi/pulumi/runtime/debuggable.js";
import structs from "google-protobuf/google/protobuf/struct_pb.js";

type Plain = ReturnType<InstanceType<typeof structs.Struct>["toJavaScript"]>;

/** What the SDK calls on a promise of its own; it is not in its types. */
const promises = debuggable as unknown as { debuggablePromise: <Promised>(promise: Promised) => Promised };

/** How the SDK puts values into a message. */
const messages = structs.Struct as { fromJavaScript: (plain: Plain) => structs.Struct };

/** A message that no wire carries needs no form for the wire: it keeps the values that it was made of. */
class UnsentStruct extends structs.Struct {
  #plain: Plain = {};

  static of(plain: Plain): UnsentStruct {
    const struct = new UnsentStruct();
    struct.#plain = plain;
    return struct;
  }

  override toJavaScript(): Plain {
    return this.#plain;
  }
}

/**
 * Leaves out what a recording has no use for, and returns what puts it back. None of it decides what is registered; a
 * test holds that plans are the same with it and without.
 *
 * - Stack traces are half of a registration's cost, and nobody reads those of a recording. The SDK lifts the limit for the
 *   position of each resource in the sources, so the text of a trace is left out, too.
 * - The SDK keeps a list of promises that never end, for the engine's runs. Here the recorder itself waits for the end.
 * - Inputs go from the program to the recorder in one process, so they are not translated for the wire and back.
 */
export function quietRuntime(): () => void {
  const traces = Object.assign({ prepareStackTrace: undefined }, Error);
  const { debuggablePromise } = promises;
  const { fromJavaScript } = messages;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error) => String(error);
  promises.debuggablePromise = (promise) => promise;
  messages.fromJavaScript = (plain) => UnsentStruct.of(plain);
  return () => {
    Object.assign(Error, traces);
    promises.debuggablePromise = debuggablePromise;
    messages.fromJavaScript = fromJavaScript;
  };
}
