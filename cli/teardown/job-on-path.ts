import { execa } from "execa";
import type { Job, OperationEnd } from "./job.ts";
import type { ClusterTools } from "../cluster/cluster-access.ts";

/**
 * Makes the Kubernetes provider forget what was in a cluster that does not answer: only for a cluster that is gone.
 *
 * @see https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/
 */
const FORGET_UNREACHABLE = { PULUMI_K8S_DELETE_UNREACHABLE: "true" };

/** A teardown with the pulumi on PATH, which shows its own preview and progress. */
export function jobOnPath(tools: ClusterTools, job: Pick<Job, "stack" | "plan" | "gone">): Job {
  const run = (env: Readonly<Record<string, string>>, ...words: readonly string[]) =>
    shown([...words, "--stack", job.stack, "--yes", "--non-interactive"], { folder: tools.folder, env });
  return {
    ...job,
    tools,
    clear: () => run({}, "up"),
    destroy: (isGone) => run(isGone ? FORGET_UNREACHABLE : {}, "destroy"),
  };
}

async function shown(
  args: readonly string[],
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Promise<OperationEnd> {
  const done = await execa("pulumi", args, {
    cwd: folder,
    env,
    reject: false,
    all: true,
    stdin: "ignore",
    stdout: ["inherit", "pipe"],
    stderr: ["inherit", "pipe"],
    maxBuffer: 500_000_000,
  });
  return { succeeded: done.exitCode === 0, said: done.all };
}
