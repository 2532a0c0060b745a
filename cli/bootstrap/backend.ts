import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { FailedCommand } from "../../fleet/failed-command.ts";
import type { ExportedState } from "../recover/state.ts";
import { must, projectName, toolsOnPath, type Tools } from "../recover/tools.ts";
import { opened, withoutKey } from "./open-state.ts";
import type { Held } from "./steps.ts";

/** One place where Pulumi keeps states, and the folder of the project that goes with it. */
export interface Backend {
  readonly tools: Tools;
  /** Folder with Pulumi.yaml and the stacks' files. */
  readonly folder: string;
  /** What encrypts secrets there. */
  readonly secretsProvider: string;
}

/** The two places between which a state moves. */
export interface Backends {
  readonly local: Backend;
  /** Everything of the local one: gone once the state has moved. */
  readonly localFolder: string;
  readonly bucket: Backend;
}

const ROOT = resolve(import.meta.dirname, "../..");

/** Folder of the state until it has moved, in the checkout; git ignores it. */
const LOCAL = ".bootstrap";

/** What the first state hides is not worth a passphrase: settings of providers, and it is gone once it has moved. */
export const LOCAL_SETTINGS = { PULUMI_CONFIG_PASSPHRASE: "" };
export const LOCAL_SECRETS = "passphrase";

/** What the program needs beside the stacks' files. */
const SHARED = ["stacks", "node_modules", "package.json"] as const;

/** Where the local state is, and the project that goes with it. */
export function localPlaces(localFolder: string): { readonly project: string; readonly state: string } {
  return { project: join(localFolder, "project"), state: join(localFolder, "state") };
}

/** A project of its own for the local state, so that the checkout's stack files never hear of it. */
export function makeLocalProject(localFolder: string): void {
  const { project, state } = localPlaces(localFolder);
  for (const folder of [project, state]) mkdirSync(folder, { recursive: true });
  copyFileSync(join(ROOT, "Pulumi.yaml"), join(project, "Pulumi.yaml"));
  for (const shared of SHARED) {
    const link = join(project, shared);
    if (!existsSync(link)) symlinkSync(join(ROOT, shared), link);
  }
}

/** The person's own `pulumi`, here and in the bucket. */
export function backendsOnPath(url: string, secretsProvider: string): Backends {
  const localFolder = join(ROOT, LOCAL);
  const { project, state } = localPlaces(localFolder);
  const settings = { ...LOCAL_SETTINGS, PULUMI_BACKEND_URL: `file://${state}` };
  return {
    localFolder,
    local: {
      tools: toolsOnPath(project, settings, projectName(ROOT)),
      folder: project,
      secretsProvider: LOCAL_SECRETS,
    },
    bucket: { tools: toolsOnPath(ROOT, { PULUMI_BACKEND_URL: url }), folder: ROOT, secretsProvider },
  };
}

/** How Pulumi says that there is no such bucket, or folder. Any other refusal is no proof of absence. */
const NO_BACKEND = /NoSuchBucket|StatusCode: 404|no such file or directory/;

/** What a backend has of a stack. @throws FailedCommand when it can't be asked. */
export async function heldBy({ tools }: Backend, stack: string): Promise<Held> {
  const { exitCode, stdout, stderr } = await tools.pulumi(["stack", "ls", "--json"]);
  if (exitCode !== 0) {
    if (NO_BACKEND.test(stderr)) return undefined;
    throw new FailedCommand(
      "pulumi stack ls",
      stderr || stdout,
      "Are these credentials of the state's account?",
    );
  }
  const stacks = JSON.parse(stdout) as readonly { readonly name: string }[];
  if (!stacks.some(({ name }) => name.split("/").at(-1) === stack)) return undefined;
  return (await openState(tools, stack)).deployment.resources ?? [];
}

/**
 * A state in which nothing is encrypted, for each backend encrypts with its own key. What this stack hides are ARNs and
 * settings of its providers, which the next update hides again.
 */
export async function openState(tools: Tools, stack: string): Promise<ExportedState> {
  const shown = ["stack", "export", "--show-secrets", "--stack", stack];
  const text = await must(tools.pulumi(shown), "pulumi stack export");
  return withoutKey(opened(JSON.parse(text)) as ExportedState);
}

/** How Pulumi says that a stack is there; the lock that a killed run left is told of first. */
const IS_THERE = /already exists|the stack is currently locked/;

/** Makes the stack in a backend, unless it is there. */
export async function initStack({ tools, secretsProvider }: Backend, stack: string): Promise<void> {
  const init = ["stack", "init", stack, "--secrets-provider", secretsProvider];
  const { exitCode, stdout, stderr } = await tools.pulumi(init);
  if (exitCode === 0 || IS_THERE.test(stderr)) return;
  await must(Promise.resolve({ exitCode, stdout, stderr }), "pulumi stack init");
}
