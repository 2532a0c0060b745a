import { resolve } from "node:path";
import { CATALOG_FOLDER } from "../../fleet/charts/chart-source.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export interface CatalogFolder {
  readonly path: string;
  /** As people know it. */
  readonly shown: string;
}

/** Where archives of charts are: in the checkout, where the program takes them from, or where a person keeps them. */
export function catalogFolder(named?: string): CatalogFolder {
  return named === undefined
    ? { path: resolve(ROOT, CATALOG_FOLDER), shown: CATALOG_FOLDER }
    : { path: resolve(named), shown: named };
}
