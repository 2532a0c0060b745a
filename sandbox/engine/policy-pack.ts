import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, type Sandbox } from "./folder.ts";

/** Flags by which an operation runs the project's own rules, told of the sandbox's copy of the inventory. */
export function policyFlags(sandbox: Sandbox): readonly string[] {
  const config = join(sandbox.dir, "policy-config.json");
  writeFileSync(config, JSON.stringify({ "read-inventory": { inventory: sandbox.inventory } }, null, 2));
  return ["--policy-pack", join(ROOT, "policy"), "--policy-pack-config", config];
}
