import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { toolsLink } from "../clusters/folder.ts";
import { sdkVersion } from "../provider/sdk-version.ts";
import type { PulumiTool } from "../tools/pulumi-tool.ts";
import { sandboxSearchPath, sandboxVariables } from "./environment.ts";
import { ROOT, type Sandbox } from "./folder.ts";

/** Providers the sandbox stands in for, and the program of each. */
const PROVIDERS = {
  aws: "sandbox/aws/main.ts",
  kubernetes: "sandbox/kubernetes/main.ts",
  random: "sandbox/random/main.ts",
  tls: "sandbox/tls/main.ts",
} as const;

/** Writes the executables that the engine, the program and people use. */
export function writeExecutables(sandbox: Sandbox, tool: PulumiTool): void {
  const inBin = (name: string) => join(sandbox.bin, name);
  placeCli(tool, inBin("pulumi"));
  if (tool.origin === "built")
    writeScript(inBin("pulumi-language-nodejs"), nodeScript("sandbox/language-host/main.ts"));
  writeScript(inBin("aws"), nodeScript("sandbox/aws/cli.ts"));
  const kubectl = `exec ${quoted(join(toolsLink(sandbox.clusters), "kubectl"))} "$@"`;
  writeScript(inBin("kubectl"), `#!/bin/sh\n${kubectl}\n`);
  writeScript(
    join(sandbox.dir, "kubectl"),
    `#!/bin/sh\n# kubectl for the clusters of this sandbox, such as: kubectl get nodes\nexport KUBECONFIG=${quoted(sandbox.kubeconfig)}\n${kubectl}\n`,
  );
  for (const [name, program] of Object.entries(PROVIDERS)) {
    const folder = join(sandbox.home, "plugins", `resource-${name}-v${sdkVersion(`@pulumi/${name}`)}`);
    writeScript(join(folder, `pulumi-resource-${name}`), nodeScript(program));
  }
  writeScript(join(sandbox.dir, "pulumi"), peopleScript(sandbox));
}

/**
 * An installed CLI is started where it is, for its language host stands beside it. A built one gets a second name here,
 * not a symbolic link: it looks for the language host beside the file that the link would lead to.
 */
function placeCli(tool: PulumiTool, path: string): void {
  if (tool.origin === "installed") {
    writeScript(path, `#!/bin/sh\nexec ${quoted(tool.path)} "$@"\n`);
    return;
  }
  replaceFile(path, (fresh) => {
    try {
      linkSync(tool.path, fresh);
    } catch {
      copyFileSync(tool.path, fresh);
    }
  });
}

function writeScript(path: string, text: string): void {
  replaceFile(path, (fresh) => {
    writeFileSync(fresh, text, { mode: 0o755 });
  });
}

/** Makes a file beside its place and moves it there: whoever starts it at this moment finds the old or the new one. */
function replaceFile(path: string, make: (fresh: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  rmSync(fresh, { force: true });
  make(fresh);
  renameSync(fresh, path);
  // Where both names lead to the same file already, a rename leaves both.
  rmSync(fresh, { force: true });
}

function nodeScript(program: string): string {
  return `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(join(ROOT, program))} "$@"\n`;
}

/** `.sandbox/pulumi`: the CLI with the settings of this sandbox, to look inside by hand. */
function peopleScript(sandbox: Sandbox): string {
  const settings = Object.entries(sandboxVariables(sandbox));
  return [
    "#!/bin/sh",
    "# The Pulumi CLI with the settings of this sandbox, such as: pulumi stack --stack dev",
    ...settings.map(([name, value]) => `export ${name}=${quoted(value)}`),
    `export PATH=${quoted(sandboxSearchPath(sandbox).join(delimiter))}:"$PATH"`,
    `exec ${quoted(join(sandbox.bin, "pulumi"))} -C ${quoted(sandbox.project)} "$@"`,
    "",
  ].join("\n");
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
