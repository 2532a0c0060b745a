import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { PulumiTool } from "../tools/pulumi.ts";
import { ROOT, type Sandbox } from "./folder.ts";

/** Providers the sandbox stands in for, and the program of each. */
const PROVIDERS = { aws: "sandbox/aws/main.ts", random: "sandbox/random/main.ts" } as const;

/** Lays out a sandbox's folder; running it again changes nothing. */
export function prepareSandbox(sandbox: Sandbox, pulumi: PulumiTool): void {
  for (const folder of [sandbox.bin, sandbox.home, sandbox.state, sandbox.project]) {
    mkdirSync(folder, { recursive: true });
  }
  link(pulumi.path, join(sandbox.bin, "pulumi"));
  if (pulumi.built) executable(join(sandbox.bin, "pulumi-language-nodejs"), "sandbox/language-host/main.ts");
  executable(join(sandbox.bin, "aws"), "sandbox/aws/cli.ts");
  link(process.execPath, join(sandbox.bin, "node"));
  for (const [name, script] of Object.entries(PROVIDERS)) {
    const folder = join(sandbox.home, "plugins", `resource-${name}-v${sdkVersion(name)}`);
    mkdirSync(folder, { recursive: true });
    executable(join(folder, `pulumi-resource-${name}`), script);
  }
  cpSync(join(ROOT, "Pulumi.yaml"), join(sandbox.project, "Pulumi.yaml"));
  for (const shared of ["stacks", "node_modules", "package.json"]) link(join(ROOT, shared), join(sandbox.project, shared));
}

/** Takes the inventory as it is now; what the sandbox changes in its copy never comes back. */
export function copyInventory(sandbox: Sandbox, source: string): void {
  rmSync(sandbox.inventory, { recursive: true, force: true });
  cpSync(resolve(source), sandbox.inventory, { recursive: true });
}

/**
 * Writes the sandbox's own file of a stack: the checkout's, with the copied inventory, and with the secrets provider
 * and salt of the sandbox. The checkout's file is only read.
 */
export function copyStackFile(sandbox: Sandbox, stack: string): void {
  const name = `Pulumi.${stack}.yaml`;
  const source = existsSync(join(ROOT, name)) ? readYaml(join(ROOT, name)) : {};
  const target = join(sandbox.project, name);
  const salt = existsSync(target) ? readYaml(target)["encryptionsalt"] : undefined;
  const config = {
    "pulumi:disable-default-providers": ["*"],
    ...(source["config"] as Readonly<Record<string, unknown>> | undefined),
    "atoll:inventory": sandbox.inventory,
  };
  writeFileSync(target, stringify({ ...(salt === undefined ? {} : { encryptionsalt: salt }), config }));
}

function readYaml(path: string): Readonly<Record<string, unknown>> {
  return parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;
}

/** The version that the SDK asks the engine for. */
function sdkVersion(provider: string): string {
  const file = createRequire(join(ROOT, "package.json")).resolve(`@pulumi/${provider}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}

function executable(path: string, script: string): void {
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, script)}" "$@"\n`);
  chmodSync(path, 0o755);
}

function link(target: string, path: string): void {
  rmSync(path, { force: true, recursive: false });
  symlinkSync(target, path);
}
