import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "./folder.ts";
import { mustPulumi } from "./pulumi.ts";

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface Deployment {
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly {
      readonly type: string;
      readonly resource: { readonly urn: string };
    }[];
  };
}

/** State of a stack as the engine keeps it, secrets encrypted. */
export async function exportState(sandbox: Sandbox, stack: string): Promise<Deployment["deployment"]> {
  const { deployment } = JSON.parse(
    await mustPulumi(sandbox, "stack", "export", "--stack", stack),
  ) as Deployment;
  return deployment;
}

/** Stacks of a sandbox, by name. */
export async function stackNames(sandbox: Sandbox): Promise<readonly string[]> {
  if (!existsSync(sandbox.project)) return [];
  const stacks = JSON.parse(await mustPulumi(sandbox, "stack", "ls", "--json")) as readonly {
    readonly name: string;
  }[];
  return stacks.map(({ name }) => name.split("/").at(-1) ?? name).sort();
}

/** As Pulumi.yaml says. */
const PROJECT = "atoll";

/** Whether the backend of a sandbox has a stack. */
export function hasState(sandbox: Sandbox, stack: string): boolean {
  return existsSync(join(sandbox.state, ".pulumi", "stacks", PROJECT, `${stack}.json`));
}

/** Lock files that an operation holds or left behind. */
export function lockFiles(sandbox: Sandbox): readonly string[] {
  const folder = join(sandbox.state, ".pulumi", "locks");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
}
