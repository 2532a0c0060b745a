import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrapStack } from "../../fleet/names.ts";
import type { FleetSettings } from "../../fleet/schema/fleet.ts";
import { stateBackendUrl, stateSecretsProvider } from "../../fleet/state-place.ts";
import { completedStackFile, stackFileName, type StackFileSettings } from "./stack-file.ts";

/** Stacks whose file is missing, or lacks something. */
export function incompleteStacks(
  folder: string,
  stacks: readonly string[],
  wanted: StackFileSettings,
): readonly string[] {
  return stacks.filter((stack) => {
    const path = join(folder, stackFileName(stack));
    const text = existsSync(path) ? readFileSync(path, "utf8") : undefined;
    return completedStackFile(stackFileName(stack), text, wanted) !== undefined;
  });
}

/** Files of stacks that no entry has. They are named and never deleted: a state may still need what they say. */
export function strayFiles(
  files: readonly string[],
  stacks: readonly string[],
  accounts: readonly string[],
): readonly string[] {
  const known = new Set([...stacks, ...accounts.map(bootstrapStack)].map(stackFileName));
  return files.filter((file) => /^Pulumi\..+\.yaml$/.test(file) && !known.has(file)).sort();
}

interface Initialised {
  readonly stacks: readonly string[];
  readonly incomplete: readonly string[];
  readonly strays: readonly string[];
  readonly isCheck: boolean;
}

/** What was written or is missing, what nobody has an entry for, and how Pulumi hears of the stacks. */
export function initText(
  settings: FleetSettings,
  { stacks, incomplete, strays, isCheck }: Initialised,
): string {
  const verb = isCheck ? "missing or incomplete" : "wrote";
  const written = incomplete.map((stack) => `${verb}: ${stackFileName(stack)}`);
  const named = strays.map((file) => `no entry has ${file}; remove it by hand once its stack is destroyed`);
  if (isCheck) return [...written, ...named, `${stacks.length} stacks looked at`].join("\n");
  const provider = stateSecretsProvider(settings);
  return [
    ...(written.length === 0 ? [`nothing to write: all ${stacks.length} stacks have their files`] : written),
    ...named,
    "Once for each new stack, before its first up:",
    `  pulumi login '${stateBackendUrl(settings)}'`,
    `  pulumi stack init <stack> --secrets-provider '${provider}'`,
  ].join("\n");
}
