import { existsSync, realpathSync } from "node:fs";
import { basename, extname, isAbsolute, join, relative, resolve } from "node:path";
import { execa } from "execa";
import { type Fault, InputError } from "../fleet/check.ts";
import { isFolder } from "../fleet/read/folder.ts";

/** Folders whose entries are stacks. */
const STACK_FOLDERS = ["regions", "clusters", "links"];

/** A commit of the repository that holds the inventory. */
export interface Revision {
  /** As it was asked for, such as `main`. */
  readonly name: string;
  readonly commit: string;
  /** Root of the work tree. */
  readonly repository: string;
  /** Folder of the inventory below that root. */
  readonly inventory: string;
}

/**
 * The commit that a name means to git; with `other`, the last one that it and that revision have in common.
 *
 * @throws InputError when the folder is in no repository, or the name means nothing there.
 */
export async function findRevision(dir: string, name: string, other?: string): Promise<Revision> {
  const top = await git(dir, ["rev-parse", "--show-toplevel"]);
  if (top === undefined) throw await noRepository(dir);
  const commit = await git(dir, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (commit === undefined) {
    const hint = "git branch --all lists the branches; git fetch gets those of a remote";
    const got = JSON.stringify(name);
    throw fault({ file: "revision", path: "", expected: `a revision that git finds in ${top}`, got, hint });
  }
  const base = other === undefined ? commit : await git(dir, ["merge-base", commit, other]);
  if (base === undefined) {
    const hint = "a shallow clone has none; fetch the history first";
    throw fault({
      file: `revision ${name}`,
      path: "",
      expected: `a commit in common with ${other ?? ""}`,
      hint,
    });
  }
  const repository = realpathSync(top);
  return { name, commit: base, repository, inventory: below(repository, realpathSync(resolve(dir))) ?? "." };
}

/** Path of a file or folder from a folder that holds it, `.` for the folder itself; undefined when it lies elsewhere. */
export function below(folder: string, path: string): string | undefined {
  const found = relative(folder, path);
  if (found === "") return ".";
  return found.startsWith("..") || isAbsolute(found) ? undefined : found;
}

/** Writes files of a commit into a folder, without touching the repository: neither index nor work tree know of it. */
export async function extract(
  { repository, commit }: Revision,
  paths: readonly string[],
  into: { readonly folder: string; readonly signal: AbortSignal },
): Promise<void> {
  const git = execa("git", ["archive", "--format=tar", commit, "--", ...paths], {
    cwd: repository,
    buffer: { stdout: false },
    cancelSignal: into.signal,
  });
  await git.pipe("tar", ["-x", "-C", into.folder], { cancelSignal: into.signal });
}

/** Whether a commit holds a file or folder. */
export async function holds({ repository, commit }: Revision, path: string): Promise<boolean> {
  return (await git(repository, ["cat-file", "-t", `${commit}:${path === "." ? "" : path}`])) !== undefined;
}

/** Digest by which git knows the whole of the inventory. */
export async function treeOf({ repository, commit, inventory }: Revision): Promise<string> {
  const folder = inventory === "." ? "" : inventory;
  return (await git(repository, ["rev-parse", "--verify", `${commit}:${folder}`])) ?? commit;
}

/** Names of the stacks that a commit has: each region, cluster and link is a file, whose name is its id. */
export async function stacksAt({ repository, commit, inventory }: Revision): Promise<readonly string[]> {
  const folders = STACK_FOLDERS.map((folder) => `${join(inventory, folder)}/`);
  const listed = await git(repository, ["ls-tree", "--name-only", commit, "--", ...folders]);
  return (listed ?? "")
    .split("\n")
    .filter((path) => extname(path) === ".yaml")
    .map((path) => basename(path, ".yaml"));
}

/** Whether a file differs between a commit and the work tree. */
export async function differs({ repository, commit }: Revision, path: string): Promise<boolean> {
  return (await git(repository, ["diff", "--quiet", commit, "--", path])) === undefined;
}

/** Why there is no repository to look into: the folder, git itself, or that nobody has made one. */
async function noRepository(dir: string): Promise<InputError> {
  if (!isFolder(dir)) {
    const hint = "give the folder that holds fleet.yaml with --inventory";
    const got = existsSync(dir) ? "a file" : "none";
    return fault({ file: dir, path: "", expected: "an inventory folder", got, hint });
  }
  if ((await git(dir, ["--version"])) === undefined) {
    const hint = "install it (https://git-scm.com/downloads)";
    return fault({ file: "git", path: "", expected: "this command on PATH", got: "none", hint });
  }
  const hint = "make it one with git init and a commit, or name another with --inventory";
  const expected = "an inventory in a git repository";
  return fault({ file: dir, path: "", expected, got: "a folder outside of one", hint });
}

/** What git prints; undefined when it refuses. */
async function git(cwd: string, args: readonly string[]): Promise<string | undefined> {
  const { stdout, exitCode } = await execa("git", args, { cwd, reject: false });
  return exitCode === 0 ? stdout : undefined;
}

function fault(one: Fault): InputError {
  return new InputError([one]);
}
