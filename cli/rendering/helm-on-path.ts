import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Said where there is none. */
export const NO_HELM = "helm is not on PATH (https://helm.sh/docs/intro/install)";

/** Path of the `helm` that a person's shell would start; undefined when there is none. */
export function helmOnPath(path: string | undefined = process.env["PATH"]): string | undefined {
  const folders = (path ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, "helm")).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
