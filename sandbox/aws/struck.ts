import { setTimeout as sleep } from "node:timers/promises";
import type { FaultKind } from "./fault-box.ts";

const DEFAULT_SLOW_MILLISECONDS = 2_000;

const WAY_KINDS = ["slow", "lost-reply", "crash"] as const satisfies readonly FaultKind[];

/** A fault of the way to a server and back. What a server refuses, each says in words of its own. */
export type WayKind = (typeof WAY_KINDS)[number];

export function isOnTheWay(kind: FaultKind): kind is WayKind {
  return (WAY_KINDS as readonly FaultKind[]).includes(kind);
}

/** Does what was asked with a fault on the way: late, without a reply, or without anybody to reply. */
export async function struck<Result>(
  kind: WayKind,
  milliseconds: number | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (kind === "slow") {
    await sleep(milliseconds ?? DEFAULT_SLOW_MILLISECONDS);
    return work();
  }
  await work();
  if (kind === "crash") process.kill(process.pid, "SIGKILL");
  return new Promise<Result>(() => undefined);
}
