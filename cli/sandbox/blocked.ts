import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import type { OperationReport } from "../../sandbox/engine/operation.ts";
import { foreignThings } from "../../sandbox/engine/teardown.ts";
import { thingText } from "../../sandbox/teardown/foreign-things.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";

/** How AWS refuses to delete what something else depends on. */
const REFUSED = "DependencyViolation";

/** What keeps subnets and VPCs of a stack, when an operation failed because of it; else empty. */
export function blockedText(sandbox: Sandbox, stack: string, { messages }: OperationReport): string {
  if (!messages.some((message) => message.includes(REFUSED))) return "";
  const foreign = foreignThings(sandbox, stack).map(thingText);
  return foreign.length === 0 ? "" : strangersText(sandbox, stack, foreign);
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
