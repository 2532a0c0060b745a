import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const FOLDER = resolve(import.meta.dirname, "../../.github/workflows");

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly environment?: string;
  readonly needs?: string | readonly string[];
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const WORKFLOW_NAMES = readdirSync(FOLDER).sort();

/** Text of a workflow, by the name of its file. */
export const workflowText = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

export const workflowOf = (text: string): Workflow => parse(text) as Workflow;
