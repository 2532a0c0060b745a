import { findPulumi } from "../tools/pulumi.ts";
import { type Sandbox, sandboxAt } from "./folder.ts";
import { copyInventory, copyStackFile, prepareSandbox } from "./prepare.ts";
import { ensureStack } from "./pulumi.ts";

export interface OpenOptions {
  /** Folder of the sandbox. */
  readonly dir: string;
  /** Inventory that is copied into it. */
  readonly inventory: string;
  readonly stack: string;
  /** Hears what takes long. */
  readonly progress: (line: string) => void;
}

/** A sandbox with tools, the inventory as it is now, and the stack selected: ready for any operation. */
export async function openSandbox({ dir, inventory, stack, progress }: OpenOptions): Promise<Sandbox> {
  const sandbox = sandboxAt(dir);
  const pulumi = await findPulumi(progress);
  prepareSandbox(sandbox, pulumi);
  copyInventory(sandbox, inventory);
  copyStackFile(sandbox, stack);
  await ensureStack(sandbox, stack);
  return sandbox;
}
