import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Version of an installed SDK, such as `@pulumi/aws`: the engine asks the plugin for the same. */
export function sdkVersion(packageName: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
