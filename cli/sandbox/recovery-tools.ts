import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { InputError } from "../../fleet/check.ts";
import { sandboxEnvironment } from "../../sandbox/engine/environment.ts";
import { sandboxAt } from "../../sandbox/engine/folder.ts";
import { runPulumi } from "../../sandbox/engine/pulumi.ts";
import { namesOf } from "../../sandbox/kubernetes/name-resolution.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";
import { startKubectlProxy } from "../cluster/kubectl-proxy.ts";
import { projectName } from "../recover/tools.ts";
import { reachable } from "./reachable-cluster.ts";

/** The command lines of a sandbox: its Pulumi, the `aws` that answers from its simulated cloud, and its kubectl. */
export function sandboxTools(dir: string): ClusterTools {
  const sandbox = sandboxAt(dir);
  if (!existsSync(sandbox.project)) {
    const expected = "the folder of a sandbox";
    throw new InputError([{ file: dir, path: "", expected, got: "none", hint: "npm run up makes one" }]);
  }
  const kubectl = { command: join(sandbox.bin, "kubectl"), env: { ...sandboxEnvironment(sandbox) } };
  return {
    openCluster: async (name, config) =>
      startKubectlProxy(kubectl, name, reachable(name, config, namesOf(sandbox.cloud))),
    project: projectName(sandbox.project),
    folder: sandbox.dir,
    pulumi: (args) => runPulumi(sandbox, ...args),
    aws: async (args, env = {}) => {
      const done = await execa(join(sandbox.bin, "aws"), args, {
        cwd: sandbox.project,
        env: { ...sandboxEnvironment(sandbox), ...env },
        extendEnv: false,
        reject: false,
        stdin: "ignore",
      });
      return { exitCode: done.exitCode ?? 1, stdout: done.stdout, stderr: done.stderr };
    },
  };
}
