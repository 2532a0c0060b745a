import type { StackDiff } from "./fleet-diff.ts";
import type { ResourceChange } from "./resource-change.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Said once where charts move: a line per release shows their versions, and nobody has rendered what they hold. */
export function chartTexts({ stack, changed }: StackDiff): readonly string[] {
  const moved = changed.flatMap(moveOf);
  if (moved.length === 0) return [];
  return [`${stack}: other charts (${moved.join(", ")}); the objects inside of them are not rendered`];
}

function moveOf({ after, leaves }: ResourceChange): readonly string[] {
  const leaf = leaves.find(({ path }) => path === "version");
  if (after.type !== RELEASE || typeof leaf?.before !== "string" || typeof leaf.after !== "string") return [];
  const { name } = after.inputs;
  return [`${typeof name === "string" ? name : after.name} ${leaf.before} -> ${leaf.after}`];
}
