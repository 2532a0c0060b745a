import pc from "picocolors";
import type { LockOwner } from "./lock-owner.ts";
import type { ImportPlan } from "./import-plan.ts";
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
  undecided: pc.red("decide by hand"),
};

const REMEDY = [
  "Look first: an update now could make something twice. Of several that say they are one, delete what is too much;",
  "what is left out, delete, or bring its parent back from a version of the state. AWS goes on listing for some time",
  "what was just deleted. What is decided by hand has a name that the whole account shares: take it in with pulumi",
  "import if it is yours, else change the name. Then recover again.",
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

/** The same for a program. */
export function recoveryJson({ owner, restored, resources, strays }: Recovery) {
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(restored === undefined ? {} : { restored }),
    resources,
    strays: strays.map(({ arn }) => arn),
  };
}

/** The file that `pulumi import --file` reads. */
export function importFileText({ nameTable, providerInputs, resources }: ImportPlan): string {
  return JSON.stringify({ nameTable, providerInputs, resources }, undefined, 2);
}

/** What is not in that file, and why. */
export function importNotesText({ missing, anew, undecided }: ImportPlan): string {
  return [
    ...missing.map((one) => `${pc.yellow("not found")} ${one}: the next update makes it`),
    ...undecided.map(
      (one) => `${pc.red("decide by hand")} ${one}: the account has it, and nothing says whose it is`,
    ),
    ...anew.map((one) => `${pc.dim("anew")} ${one}: the next update applies it again`),
  ].join("\n");
}
