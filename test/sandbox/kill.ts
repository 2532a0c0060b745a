import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Cloud } from "../../sandbox/aws/cloud.ts";
import type { Fault } from "../../sandbox/aws/fault-box.ts";
import type { Sandbox } from "../../sandbox/engine/folder.ts";
import { beginOperation, type OnStep } from "../../sandbox/engine/operation.ts";
import { sandboxProcesses } from "../../sandbox/engine/processes.ts";
import { until } from "./until.ts";

/** An update of dev without the preview that usually comes first. */
export function beginUpdate(sandbox: Sandbox, onStep?: OnStep): ReturnType<typeof beginOperation> {
  return beginOperation(sandbox, { name: "up", stack: "dev", flags: ["--skip-preview"] }, onStep);
}

/** Starts an update, and kills the CLI as soon as this is so. @returns process id of the CLI */
export async function killWhen(sandbox: Sandbox, isTime: () => boolean): Promise<number> {
  const update = beginUpdate(sandbox);
  let ended: string | undefined;
  void update.result.then(({ messages }) => (ended = messages.join("\n")));
  await until(() => isTime() || ended !== undefined);
  if (ended !== undefined) throw new Error(`the update ended before it was killed: ${ended}`);
  return killed(sandbox, update);
}

/** Starts an update, and kills the CLI when all that the faults name is done and the replies are lost. */
export async function killInside(
  sandbox: Sandbox,
  cloud: Cloud,
  ...faults: readonly Omit<Fault, "operation" | "kind">[]
): Promise<number> {
  cloud.faults.clear();
  for (const fault of faults) cloud.faults.add({ operation: "create", kind: "lost-reply", ...fault });
  return killWhen(sandbox, () => cloud.faults.list().every(({ struck }) => struck === 1));
}

/** Kills the CLI of an update, and waits until nothing of it runs any more. */
export async function killed(
  sandbox: Sandbox,
  { pid, result }: ReturnType<typeof beginOperation>,
): Promise<number> {
  if (pid === undefined) throw new Error("the update has no process");
  process.kill(pid, "SIGKILL");
  const report = await result;
  expect(report).toMatchObject({ succeeded: false });
  expect(report.messages).toContain("the Pulumi CLI was ended by SIGKILL");
  await until(() => sandboxProcesses(sandbox).length === 0);
  return pid;
}

/** Processes that run the program of a stack. */
export function programs(sandbox: Sandbox): readonly number[] {
  return sandboxProcesses(sandbox).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("/@pulumi/pulumi/cmd/run");
    } catch {
      return false;
    }
  });
}
