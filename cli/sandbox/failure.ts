import { resolve } from "node:path";
import pc from "picocolors";
import type { OperationReport } from "../../sandbox/engine/operation.ts";
import { isAlive } from "../../sandbox/tools/lock-file.ts";
import { DEFAULT_SANDBOX } from "../sandbox-option.ts";
import { parsedOwner } from "../recover/lock-owner.ts";

/** What the engine says after a killed run. */
const AFTER_A_KILL = /pending operations|failed to load checkpoint|was ended by SIGKILL/;

/** What the engine says of a stack that is read and was never made. */
const UNKNOWN_STACK = /unknown stack "[^"]*\/([^"/]+)"/;

/** A step that another's failure, or Ctrl-C, kept from going on. */
const IS_CANCELLED = /\bcancell?ed\b/;

/** What the engine says at the end of each, whatever the cause. */
const IS_SUMMARY = /^(preview|update|refresh|destroy) failed$/;

/** A failed operation, with everything that was said about it and what to do. */
export function failureText(stack: string, { messages }: OperationReport, dir = DEFAULT_SANDBOX): string {
  const said = messages.join("\n");
  if (said.includes("currently locked by"))
    return `${pc.red(`${stack} is locked`)}: ${lockText(stack, said, dir)}`;
  const causes = messages.filter((message) => !IS_CANCELLED.test(message));
  if (causes.length < messages.length && causes.every((message) => IS_SUMMARY.test(message)))
    return `${stack}: stopped half way, nothing is lost; run this again to go on`;
  const lines = causes.map((message) => `  ${message.replaceAll("\n", "\n  ")}`);
  const remedy = AFTER_A_KILL.test(said) ? ["", `If a run was killed: ${recovery(stack, dir)}`] : [];
  const missing = UNKNOWN_STACK.exec(said)?.[1];
  const first =
    missing === undefined
      ? []
      : ["", `${stack} reads the stack ${missing}, which is not there: ${upOf(missing, dir)}`];
  return [pc.red(`${stack}: the operation failed`), ...lines, ...first, ...remedy].join("\n");
}

/** A sandbox is of this machine, so its owner can be looked up here. */
function lockText(stack: string, said: string, dir: string): string {
  const { pid, since } = parsedOwner(said);
  if (pid !== undefined && isAlive(pid))
    return `process ${pid} works on it since ${since ?? "?"}; let it end first`;
  return `process ${pid ?? "?"} took the lock at ${since ?? "?"} and is gone; ${recovery(stack, dir)}`;
}

function upOf(stack: string, dir: string): string {
  const where = resolve(dir) === resolve(DEFAULT_SANDBOX) ? "" : ` --dir ${dir}`;
  return `npx atoll sandbox up ${stack}${where}, then run this again`;
}

function recovery(stack: string, dir: string): string {
  const where = resolve(dir) === resolve(DEFAULT_SANDBOX) ? "" : ` ${dir}`;
  return `npx atoll recover ${stack} --sandbox${where}, then run this again`;
}
