import pc from "picocolors";
import type { LockOwner } from "./lock-owner.ts";
import type { ImportPlan } from "./lost-state.ts";
import type { RecoveredResource, Recovery } from "./recover.ts";

/** Who holds the lock. */
export function ownerText(stack: string, { message, user, host, pid, since }: LockOwner): string {
  if (user === undefined) return `${pc.yellow("locked")} ${stack}: ${message}`;
  return `${pc.yellow("locked")} ${stack}: by ${user} on ${host ?? "?"}, process ${pid ?? "?"}, since ${since ?? "?"}`;
}

const OUTCOMES: Readonly<Record<RecoveredResource["outcome"], string>> = {
  finished: pc.green("finished"),
  "never-made": pc.dim("never made"),
  cleared: pc.dim("cleared"),
  ambiguous: pc.red("ambiguous"),
  "left-out": pc.red("left out"),
};

const REMEDY = [
  "Look first: an update now could make something twice. Of several that say they are one, delete what is too much;",
  "what is left out, delete, or bring its parent back from a version of the state. AWS goes on listing for some time",
  "what was just deleted. Then recover again.",
];

/**
 * What a recovery did, one line for each resource.
 *
 * @param next the command that comes next; undefined when people must look first
 */
export function recoveryText(stack: string, recovery: Recovery, next: string | undefined): string {
  const { restored, resources, strays } = recovery;
  return [
    ...(restored === undefined ? [] : [`${pc.yellow("cut off")} ${restored}`]),
    ...resources.map(({ type, name, outcome, ids }) =>
      [OUTCOMES[outcome], type.slice(type.lastIndexOf(":") + 1), name, ids.join(", ")].join(" ").trimEnd(),
    ),
    ...strays.map(
      ({ arn }) => `${pc.yellow("stray")} ${arn}: carries the tags of ${stack}, and is in no state`,
    ),
    ...(next === undefined
      ? REMEDY
      : [`${pc.green("ok")} the state of ${stack} is what the cloud has; next: ${next}`]),
  ].join("\n");
}

/** What would be imported into a lost state, in the form of `pulumi import --file`, and what cannot be. */
export function importPlanText({ resources, missing }: ImportPlan): string {
  const file = JSON.stringify({ resources }, undefined, 2);
  const told = missing.map((one) => `${pc.yellow("not found")} ${one}`);
  return [file, ...told].join("\n");
}
