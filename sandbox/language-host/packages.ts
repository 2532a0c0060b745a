import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** A package that the program depends on, as installed. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Name of the provider plugin behind it; absent for an ordinary package. */
  readonly plugin?: string;
}

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly pulumi?: { readonly resource?: boolean; readonly name?: string };
}

/** The direct dependencies in the project's package.json, in the versions that are installed. */
export function installedPackages(projectRoot: string): readonly InstalledPackage[] {
  const { dependencies = {} } = readManifest(join(projectRoot, "package.json"));
  const { resolve } = createRequire(join(projectRoot, "index.js"));
  return Object.keys(dependencies).flatMap((name) => {
    const path = manifestPath(name, resolve);
    if (path === undefined) return [];
    const { version, pulumi } = readManifest(path);
    const plugin = pulumi?.resource === true ? { plugin: pulumi.name ?? name.replace(/^.*\//, "") } : {};
    return [{ name, version, ...plugin }];
  });
}

/** Some packages hide their manifest; none of those has a plugin. */
function manifestPath(name: string, resolve: NodeJS.RequireResolve): string | undefined {
  try {
    return resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}

function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}
