import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrapStack } from "../../fleet/names.ts";
import {
  CLUSTER_ID_KEY,
  KUBECONFIG_KEY,
  setClusterIdCommand,
  setKubeconfigCommand,
} from "../../fleet/outside-vocabulary.ts";
import type { FleetSettings } from "../../fleet/schema/fleet.ts";
import { stateBackendUrl, stateSecretsProvider } from "../../fleet/state-place.ts";
import { completedStackFile, hasSetting, stackFileName, type StackFileSettings } from "./stack-file.ts";

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

/** Stacks of clusters that somebody else made, whose file lacks what only its people know. */
export interface Unmet {
  /** Stacks that lack a kubeconfig. */
  readonly lockedOut: readonly string[];
  /** Stacks that lack who their cluster is. */
  readonly unpinned: readonly string[];
}

/** What files of stacks lack of clusters that somebody else made. */
export function unmet(
  folder: string,
  stacks: readonly string[],
  clusters: ReadonlyMap<string, { readonly network: { readonly mode: string } }>,
): Unmet {
  const outside = stacks.filter((stack) => clusters.get(stack)?.network.mode === "external");
  const lacking = (key: string): readonly string[] =>
    outside.filter((stack) => {
      const path = join(folder, stackFileName(stack));
      return !existsSync(path) || !hasSetting(readFileSync(path, "utf8"), key);
    });
  return { lockedOut: lacking(KUBECONFIG_KEY), unpinned: lacking(CLUSTER_ID_KEY) };
}

interface Initialised extends Unmet {
  readonly stacks: readonly string[];
  readonly incomplete: readonly string[];
  readonly strays: readonly string[];
  readonly isCheck: boolean;
}

/** What was written or is missing, what nobody has an entry for, and how Pulumi hears of the stacks. */
export function initText(
  settings: FleetSettings,
  { stacks, incomplete, strays, isCheck, ...outside }: Initialised,
): string {
  const verb = isCheck ? "missing or incomplete" : "wrote";
  const written = incomplete.map((stack) => `${verb}: ${stackFileName(stack)}`);
  const named = strays.map((file) => `no entry has ${file}; remove it by hand once its stack is destroyed`);
  if (isCheck) {
    return [...written, ...lackingLines(outside), ...named, `${stacks.length} stacks looked at`].join("\n");
  }
  const provider = stateSecretsProvider(settings);
  return [
    ...(written.length === 0 ? [`nothing to write: all ${stacks.length} stacks have their files`] : written),
    ...named,
    "Once for each new stack, before its first up:",
    `  pulumi login '${stateBackendUrl(settings)}'`,
    `  pulumi stack init <stack> --secrets-provider '${provider}'`,
    ...outsideLines(outside),
  ].join("\n");
}

function lackingLines({ lockedOut, unpinned }: Unmet): readonly string[] {
  return [
    ...lockedOut.map((stack) => `no kubeconfig yet: ${stackFileName(stack)}`),
    ...unpinned.map((stack) => `not said yet which cluster it is: ${stackFileName(stack)}`),
  ];
}

function outsideLines({ lockedOut, unpinned }: Unmet): readonly string[] {
  const ways = lockedOut.map((stack) => `  ${setKubeconfigCommand(stack, "kubeconfig.yaml")}`);
  const pins = unpinned.map((stack) => `  ${setClusterIdCommand(stack, "<uid>")}`);
  return [
    ...(ways.length === 0 ? [] : ["And for each whose cluster somebody else made, its kubeconfig:", ...ways]),
    ...(pins.length === 0
      ? []
      : ["And which cluster that is, as the first pulumi preview prints it:", ...pins]),
  ];
}
