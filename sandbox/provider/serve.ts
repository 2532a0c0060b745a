import { connect } from "node:net";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import grpcPb from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { providerService } from "./service.ts";
import type { StandIn } from "./stand-in.ts";

const LOOPBACK = "127.0.0.1";

/** A plan of a large program is one message; the engine sets no limit either. */
const NO_LIMIT = -1;

/** Serves a provider on a free port of this machine only, and says which. */
export async function listen(standIn: StandIn): Promise<{ server: Server; port: number }> {
  const server = new Server({
    "grpc.max_receive_message_length": NO_LIMIT,
    "grpc.max_send_message_length": NO_LIMIT,
  });
  server.addService(grpcPb.ResourceProviderService, providerService(standIn));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${LOOPBACK}:0`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return { server, port };
}

/**
 * Ends this process when the engine is gone, killed ones included: a socket to the engine closes with it.
 *
 * The engine also closes sockets that stay silent for two minutes, so a closed one is opened again, and only a
 * refused one is final.
 *
 * @param address where the engine listens, such as `127.0.0.1:40123`; the first argument of every plugin
 */
export function exitWithEngine(address: string): void {
  const separator = address.lastIndexOf(":");
  const host = address.slice(0, separator);
  const port = Number(address.slice(separator + 1));
  const socket = connect({ host, port });
  let connected = false;
  socket.on("connect", () => {
    connected = true;
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    if (!connected) process.exit(0);
    exitWithEngine(address);
  });
  socket.resume();
}

/** What the `main.ts` of a stand-in does: serve, print the port for the engine, live as long as the engine. */
export async function servePlugin(standIn: StandIn): Promise<void> {
  const { port } = await listen(standIn);
  process.stdout.write(`${port}\n`);
  const engine = process.argv[2];
  if (engine !== undefined) exitWithEngine(engine);
}
