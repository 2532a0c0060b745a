/**
 * Stand-in for Pulumi's Node language host, for a CLI that was built from its Go module: the official host comes with
 * the official CLI only. The engine starts it with its own address, reads a port from its output, and asks it to run
 * programs and policy packs, which it does through the SDK's own runners.
 */
import { Server, ServerCredentials, type ServerWritableStream, type UntypedServiceImplementation } from "@grpc/grpc-js";
import languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import type * as pb from "@pulumi/pulumi/proto/language_pb.js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import { exitWithEngine } from "../provider/serve.ts";
import { runPolicyPack, runProgram, stopPrograms } from "./run.ts";
import { unary } from "./unary.ts";

const SDK_VERSION = "3.259.0";

const engine = process.argv.at(-1) ?? "";

const service: UntypedServiceImplementation = {
  handshake: unary(() => new languagePb.LanguageHandshakeResponse()),
  getPluginInfo: unary(() => {
    const info = new pluginPb.PluginInfo();
    info.setVersion(SDK_VERSION);
    return info;
  }),
  // Plugins are found by the version that each registration names.
  getRequiredPackages: unary(() => new languagePb.GetRequiredPackagesResponse()),
  getRequiredPlugins: unary(() => new languagePb.GetRequiredPluginsResponse()),
  runtimeOptionsPrompts: unary(() => new languagePb.RuntimeOptionsResponse()),
  getProgramDependencies: unary(() => new languagePb.GetProgramDependenciesResponse()),
  about: unary(() => {
    const about = new languagePb.AboutResponse();
    about.setExecutable(process.execPath);
    about.setVersion(process.versions.node);
    return about;
  }),
  installDependencies: (call: ServerWritableStream<unknown, unknown>) => {
    // npm ci did it already, before the engine was started.
    call.end();
  },
  run: unary((request: pb.RunRequest) => runProgram(request, engine)),
  runPlugin: (call: ServerWritableStream<pb.RunPluginRequest, pb.RunPluginResponse>) => {
    runPolicyPack(call, engine);
  },
};

const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(languageGrpc.LanguageRuntimeService, service);
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${port}\n`);
  if (engine !== "") exitWithEngine(engine);
});
process.on("exit", stopPrograms);
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(0));
