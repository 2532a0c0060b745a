#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it: installs what is missing, finds a Node that runs TypeScript
// by itself (22.18 or newer) and hands over. `--script <file>` starts another program than the atoll command.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Packages of a lock file by folder; undefined when there is none. */
function lockedPackages(...path) {
  try {
    return JSON.parse(readFileSync(join(root, ...path), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * npm writes what it has installed into a lock file of its own, as its last step: after an install that was cut off
 * there is none, or the one of before. What is optional may be missing, as packages for other machines are.
 */
function isInstalled() {
  const wanted = lockedPackages("package-lock.json");
  const installed = lockedPackages("node_modules", ".package-lock.json");
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([folder, { version, integrity, optional }]) => {
    if (folder === "") return true; // the project itself
    const found = installed[folder];
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

function installPackages() {
  if (isInstalled()) return;
  const started = Date.now();
  process.stderr.write("atoll: installing npm packages (once per lock file) ...\n");
  const done = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel", "error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (done.status !== 0) {
    process.stderr.write("atoll: npm ci failed; read its message above, then run the command again\n");
    process.exit(1);
  }
  process.stderr.write(`atoll: npm packages installed in ${Math.round((Date.now() - started) / 1000)} s\n`);
}

function recentNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  const bundled = join(root, "node_modules", ".bin", "node");
  if (existsSync(bundled)) return bundled;
  process.stderr.write(
    `atoll: expected Node 22.18 or newer, got ${process.versions.node}; install Node 24 from nodejs.org\n`,
  );
  process.exit(1);
}

installPackages();
const args = process.argv.slice(2);
const script = args[0] === "--script" ? args.splice(0, 2)[1] : "cli/main.ts";
const node = recentNode();
const path = `${dirname(node)}:${process.env.PATH ?? ""}`;
// Node keeps compiled modules here, which saves a third of each start, the engine's runs of the program included.
const compiled = process.env.NODE_COMPILE_CACHE ?? join(root, "node_modules", ".cache", "node-compile");
const child = spawn(node, [join(root, script), ...args], {
  stdio: "inherit",
  env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: compiled },
});
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// A terminal sends Ctrl-C to the child as well; a second copy would end at once what is to end well.
process.on("SIGINT", () => undefined);
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
