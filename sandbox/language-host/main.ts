/**
 * The plugin `pulumi-language-nodejs` of the sandbox: a stand-in for the one that comes with the official CLI. The
 * engine starts it with its own address and reads the port from the first line of the output.
 *
 * It loads nothing but the gRPC stubs, because every operation of the engine waits for it.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import grpcPb from "@pulumi/pulumi/proto/language_grpc_pb.js";
import { exitWithEngine } from "../provider/serve.ts";
import { languageService } from "./service.ts";

const server = new Server();
server.addService(grpcPb.LanguageRuntimeService, languageService());
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
});
const engine = process.argv.at(-1);
if (engine?.includes(":") === true) exitWithEngine(engine);
