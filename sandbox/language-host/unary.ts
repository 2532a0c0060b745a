import { type handleUnaryCall, status } from "@grpc/grpc-js";

/** A gRPC method from a plain function; what it throws is told to the caller. */
export function unary<Request, Response>(
  handler: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, respond) => {
    Promise.resolve(call.request)
      .then(handler)
      .then(
        (response) => {
          respond(null, response);
        },
        (error: unknown) => {
          respond({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) });
        },
      );
  };
}
