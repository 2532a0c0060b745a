import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must, type Tools } from "./tools.ts";

/** A resource in a stack's exported state, as far as it is read or written here. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly provider?: string;
  readonly dependencies?: readonly string[];
  readonly protect?: boolean;
}

/** How a state marks a value as secret: Pulumi encrypts it when the state is imported. */
const SECRET_MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * A value that Pulumi keeps as a secret.
 *
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/sig/sig.go
 */
export function secretInState(value: string): object {
  return { ...SECRET_MARK, plaintext: JSON.stringify(value) };
}

/** An operation that was begun and never ended. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** What `pulumi stack export` gives, secrets encrypted. */
export interface ExportedState {
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly PendingOperation[];
  };
}

export async function exportState(tools: Tools, stack: string): Promise<ExportedState> {
  const asked = tools.pulumi(["stack", "export", "--stack", stack]);
  const text = await must(asked, "pulumi stack export", ({ stderr }) =>
    stderr.includes(CUT_OFF)
      ? `A run was killed while it wrote the state: npx atoll recover ${stack}`
      : undefined,
  );
  return JSON.parse(text) as ExportedState;
}

/** How Pulumi says that the file of a state ends too early. */
const CUT_OFF = "failed to load checkpoint";

/** Writes a state back; Pulumi checks it, and keeps the one before as its backup. */
export async function importState(tools: Tools, stack: string, state: ExportedState): Promise<void> {
  const file = join(tools.folder, `.recover-${stack}-${process.pid}.json`);
  try {
    writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    await must(tools.pulumi(["stack", "import", "--stack", stack, "--file", file]), "pulumi stack import");
  } finally {
    rmSync(file, { force: true });
  }
}
