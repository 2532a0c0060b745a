import type { PolicyException } from "../fleet/schema/exceptions.ts";
import type { StackFinding } from "./finding.ts";

/** Whether an exception is about a finding of a rule, whatever its last day. */
export function covers(
  { rule, type, name, stack, path }: PolicyException,
  found: { readonly rule: string; readonly stack: string; readonly finding: StackFinding },
): boolean {
  const { resource } = found.finding;
  if (rule !== found.rule || type !== resource.type) return false;
  if (stack !== undefined && stack !== found.stack) return false;
  if (path !== undefined && path !== found.finding.path) return false;
  return matches(name, resource.name);
}

/** A star stands for any characters; everything else for itself. */
function matches(pattern: string, name: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length)
    return false;
  const end = name.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
