import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Chart } from "../../fleet/charts/chart.ts";
import { archiveName } from "../../fleet/charts/chart-source.ts";
import { sha256 } from "./digest.ts";

/** Archives of charts in one folder, each with a note of what it was made from. */
export class Cache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether the archive is there, made from what is pinned, and as it was when it came. */
  has(chart: Chart, pinned: string): boolean {
    const path = this.#path(chart);
    try {
      return readFileSync(`${path}.from`, "utf8") === note(pinned, readFileSync(path));
    } catch {
      return false;
    }
  }

  /** Keeps an archive: a reader finds the whole of it or none. */
  put(chart: Chart, digest: string, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#path(chart);
    rmSync(`${path}.from`, { force: true });
    write(path, bytes);
    write(`${path}.from`, note(digest, bytes));
  }

  #path(chart: Chart): string {
    return join(this.#folder, archiveName(chart));
  }
}

/** Digest of the source, then that of the archive: they differ where a chart was packed or came from a registry. */
function note(digest: string, bytes: Uint8Array): string {
  return `${digest}\n${sha256(bytes)}\n`;
}

function write(path: string, data: string | Uint8Array): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, data);
  renameSync(unfinished, path);
}
