import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { addDays } from "../../fleet/addresses/days.ts";
import { updateLock } from "../../fleet/addresses/update-lock.ts";
import { loadInventory, readLock } from "../../fleet/load.ts";
import { writeLock } from "../../fleet/write-lock.ts";

export const ROOT = resolve(import.meta.dirname, "../..");

/** What the program consists of. */
const SOURCES = [
  "cli",
  "components",
  "fleet",
  "plan",
  "policy",
  "stacks",
  "sandbox",
  "package.json",
  "package-lock.json",
];

export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

/** A repository of its own with a copy of the sample inventory, and of the program when `hasProgram` says so. */
export class Repository {
  readonly dir: string;
  /** Where commands keep their temporary folders. */
  readonly temporary: string;
  /** Environment of commands, beside that of the tests. */
  readonly env: Record<string, string> = {};
  readonly #program: string;

  private constructor(hasProgram: boolean) {
    this.dir = realpathSync(mkdtempSync(join(tmpdir(), "atoll-repository-")));
    this.temporary = join(this.dir, ".git", "temporary");
    this.#program = hasProgram ? this.dir : ROOT;
    onTestFinished(() => {
      rmSync(this.dir, { recursive: true });
    });
    for (const source of hasProgram ? [...SOURCES, "inventory"] : ["inventory"]) {
      cpSync(join(ROOT, source), join(this.dir, source), { recursive: true });
    }
    if (hasProgram) symlinkSync(join(ROOT, "node_modules"), join(this.dir, "node_modules"));
    this.write(".gitignore", ".cache/\nnode_modules\n");
  }

  static async create(hasProgram = false): Promise<Repository> {
    const repository = new Repository(hasProgram);
    await repository.git("init", "--quiet", "--initial-branch", "main");
    mkdirSync(repository.temporary);
    await repository.commit();
    return repository;
  }

  async git(...args: readonly string[]): Promise<string> {
    const identity = [
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.com",
      "-c",
      "commit.gpgsign=false",
    ];
    return (await execa("git", [...identity, ...args], { cwd: this.dir })).stdout;
  }

  async commit(): Promise<void> {
    await this.git("add", "--all");
    await this.git("commit", "--quiet", "--message", "change");
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.dir, path), text);
  }

  /** Replaces one passage of a file. */
  edit(path: string, from: string, to: string): void {
    const text = readFileSync(join(this.dir, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    this.write(
      path,
      text.replace(from, () => to),
    );
  }

  remove(path: string): void {
    rmSync(join(this.dir, path), { recursive: true });
  }

  /** Writes the lock that `atoll lock` wrote yesterday, when a day that has come by now was still to come. */
  lockYesterday(): void {
    const dir = join(this.dir, "inventory");
    const yesterday = addDays(new Date().toISOString().slice(0, 10), -1);
    writeLock(dir, updateLock(loadInventory(dir), readLock(dir), yesterday).lock);
  }

  /** Runs the command line in the repository, as a person would. */
  async atoll(...args: readonly string[]): Promise<Answer> {
    const { stdout, stderr, exitCode } = await this.start(...args);
    return { stdout, stderr, exitCode };
  }

  /** Starts the command line as a process, to be told to end. */
  start(...args: readonly string[]) {
    return execa(process.execPath, [join(this.#program, "cli/main.ts"), ...args], {
      cwd: this.dir,
      reject: false,
      env: { TMPDIR: this.temporary, NO_COLOR: "1", FORCE_COLOR: undefined, ...this.env },
    });
  }

  leftovers(): readonly string[] {
    return readdirSync(this.temporary);
  }
}
