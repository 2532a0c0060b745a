import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import { momentOf, type OperationEnd } from "../teardown/job.ts";
import { livingClusters } from "../teardown/live-clusters.ts";
import { isBlocked } from "../teardown/steps.ts";
import { foreignThings } from "../teardown/vpc-things.ts";
import { sandboxJob } from "./teardown-job.ts";

/** What keeps subnets and VPCs of a stack, when an operation failed because of it; else empty. */
export async function blockedText(sandbox: Sandbox, stack: string, end: OperationEnd): Promise<string> {
  if (!isBlocked(end)) return "";
  const { ground } = await momentOf(sandboxJob(sandbox, stack));
  const living = await livingClusters(ground);
  const known = { ids: ground.ids, living, keepsBalancers: false };
  const foreign = await Promise.all(ground.places.map((place) => foreignThings(place, known)));
  const told = foreign.flat().map(({ text }) => text);
  return told.length === 0 ? "" : strangersText(sandbox, stack, told);
}

/** Things that the program does not know, and how to go on. */
export function strangersText(sandbox: Sandbox, stack: string, things: readonly string[]): string {
  const isDefault = sandbox.dir === sandboxAt(DEFAULT_SANDBOX).dir;
  const cloud = isDefault ? "" : ` --cloud ${sandbox.cloud}`;
  const remedies = [
    [`npm run down${isDefault ? "" : ` -- --dir ${sandbox.dir}`}`, "removes what controllers left behind"],
    [`npx atoll sandbox cloud${cloud} delete <id>`, "in the simulated AWS, as whoever made it would"],
    [`${isDefault ? DEFAULT_SANDBOX : sandbox.dir}/kubectl delete ...`, "inside a cluster"],
  ] as const;
  const width = Math.max(...remedies.map(([command]) => command.length));
  return [
    `Still there, and not made by the program of ${stack}:`,
    ...things.map((thing) => `  ${thing}`),
    "Nothing goes on before it is gone:",
    ...remedies.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
  ].join("\n");
}
