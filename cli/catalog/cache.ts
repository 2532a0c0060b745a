import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Chart } from "../../fleet/charts/chart.ts";
import { archiveName } from "../../fleet/charts/chart-source.ts";
import { sha256 } from "./digest.ts";

/** What an archive is named after. */
type NamedArchive = Pick<Chart, "chart" | "version">;

/** An archive that is there. */
export interface CachedArchive {
  readonly path: string;
  /** `sha256:...` of the archive itself. */
  readonly digest: string;
}

/** Archives of charts in one folder, each with a note of what it was made from. */
export class Cache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether the archive is there, made from what is pinned, and as it was when it came. */
  has(chart: NamedArchive, pinned: string): boolean {
    const path = this.#path(chart);
    try {
      return readFileSync(`${path}.from`, "utf8") === note(pinned, readFileSync(path));
    } catch {
      return false;
    }
  }

  /** An archive by its name; undefined when it is not there, or not as it came. One that somebody put there has no note. */
  archive(name: string): CachedArchive | undefined {
    const path = join(this.#folder, name);
    try {
      const digest = sha256(readFileSync(path));
      const isWhole = !existsSync(`${path}.from`) || readFileSync(`${path}.from`, "utf8").includes(digest);
      return isWhole ? { path, digest } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps an archive: a reader finds the whole of it or none. */
  put(chart: NamedArchive, digest: string, bytes: Uint8Array): void {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#path(chart);
    rmSync(`${path}.from`, { force: true });
    write(path, bytes);
    write(`${path}.from`, note(digest, bytes));
  }

  #path(chart: NamedArchive): string {
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
