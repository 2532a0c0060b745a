import { status, type handleUnaryCall, type UntypedServiceImplementation } from "@grpc/grpc-js";
import languagePb from "@pulumi/pulumi/proto/language_pb.js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import type * as pb from "@pulumi/pulumi/proto/language_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { stopAll } from "./node-process.ts";
import { installedPackages, type InstalledPackage } from "./packages.ts";
import { runPolicyPack } from "./run-policy-pack.ts";
import { runProgram } from "./run-program.ts";

/** One gRPC method that takes a message and answers with one. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: status.INTERNAL, details });
        },
      );
  };
}

type WithInfo = pb.GetRequiredPackagesRequest | pb.GetProgramDependenciesRequest;

function packagesOf(request: WithInfo): readonly InstalledPackage[] {
  return installedPackages(request.getInfo()?.getRootDirectory() ?? process.cwd());
}

/** Methods by which the engine learns what a program needs. */
const questions: UntypedServiceImplementation = {
  handshake: unary(() => new languagePb.LanguageHandshakeResponse()),
  getPluginInfo: unary(() => new pluginPb.PluginInfo()),
  getRequiredPackages: unary((request: pb.GetRequiredPackagesRequest) => {
    const response = new languagePb.GetRequiredPackagesResponse();
    for (const { plugin, version } of packagesOf(request)) {
      if (plugin === undefined) continue;
      const dependency = new pluginPb.PackageDependency();
      dependency.setName(plugin);
      dependency.setKind("resource");
      dependency.setVersion(version);
      response.addPackages(dependency);
    }
    return response;
  }),
  getProgramDependencies: unary((request: pb.GetProgramDependenciesRequest) => {
    const response = new languagePb.GetProgramDependenciesResponse();
    for (const { name, version } of packagesOf(request)) {
      const dependency = new languagePb.DependencyInfo();
      dependency.setName(name);
      dependency.setVersion(version);
      response.addDependencies(dependency);
    }
    return response;
  }),
  runtimeOptionsPrompts: unary(() => new languagePb.RuntimeOptionsResponse()),
  about: unary(() => {
    const response = new languagePb.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    return response;
  }),
};

/** Methods of `pulumirpc.LanguageRuntime` that the engine needs to run programs and policy packs. */
export function languageService(): UntypedServiceImplementation {
  return {
    ...questions,
    run: unary(async (request: pb.RunRequest) => {
      const { error, bail } = await runProgram(request);
      const response = new languagePb.RunResponse();
      response.setError(error);
      response.setBail(bail);
      return response;
    }),
    runPlugin: runPolicyPack,
    // The project's own start script has installed the packages, in the versions of the lock file.
    installDependencies: (call: { end(): void }) => {
      call.end();
    },
    cancel: unary(() => {
      stopAll("SIGTERM");
      return new emptyPb.Empty();
    }),
  };
}
