import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { execa } from "execa";
import { onTestFinished } from "vitest";
import { parse } from "yaml";

const STAND_INS = resolve(import.meta.dirname, "stand-ins");

/** What the secrets of a cluster hold. */
export const AUTHORITIES = { "server-ca.crt": "server authority\n", "etcd/peer-ca.key": "key of etcd\n" };
export const SERVER_SECRET = {
  token: "server-token",
  agentToken: "agent-token",
  files: AUTHORITIES,
  admin: { certificate: "certificate of the administrator\n", key: "key of the administrator\n" },
};

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
  readonly encoding?: string;
}

/** Files of user data, as cloud-init writes them. */
export function writtenFiles(userData: string): readonly WrittenFile[] {
  const { write_files: files } = parse(userData) as { readonly write_files: readonly WrittenFile[] };
  return files.map((file) =>
    file.encoding === "gz+b64"
      ? { ...file, content: gunzipSync(Buffer.from(file.content, "base64")).toString() }
      : file,
  );
}

/** A world that lasts as long as the test. */
export function machineWorld(secret: unknown = SERVER_SECRET): MachineWorld {
  const world = new MachineWorld(secret);
  onTestFinished(() => {
    world.end();
  });
  return world;
}

/** A place where machines start as in AWS, with stand-ins for AWS and K3s. */
export class MachineWorld {
  readonly dir = mkdtempSync(join(tmpdir(), "atoll-machines-"));
  readonly #path: string;

  constructor(secret: unknown = SERVER_SECRET) {
    const bin = join(this.dir, "bin");
    mkdirSync(bin);
    for (const name of ["curl", "systemctl"]) {
      cpSync(join(STAND_INS, `${name}.sh`), join(bin, name));
      chmodSync(join(bin, name), 0o755);
    }
    for (const name of ["sysctl", "sleep"]) writeFileSync(join(bin, name), "#!/bin/sh\n", { mode: 0o755 });
    for (const name of ["apt-get", "dpkg"])
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"$WORLD/calls"\n[ ${name} != dpkg ]\n`, {
        mode: 0o755,
      });
    this.#path = `${bin}:/usr/bin:/bin`;
    for (const file of ["events", "nodes", "calls"]) this.write(file, "");
    this.write(
      "digest",
      createHash("sha256")
        .update(readFileSync(join(STAND_INS, "k3s.sh")))
        .digest("hex"),
    );
    this.setSecret(secret);
  }

  /** What machines read from now on. */
  setSecret(secret: unknown): void {
    this.write("answer.json", JSON.stringify({ SecretString: JSON.stringify(secret) }));
  }

  end(): void {
    rmSync(this.dir, { recursive: true });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.dir, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.dir, file), "utf8");
  }

  /** What founded, joined and was removed, in order. */
  events(): readonly string[] {
    return this.read("events").split("\n").slice(0, -1);
  }

  /** A machine that has what its user data says, and has not started yet. */
  machine(instance: string, userData: string): Machine {
    const root = join(this.dir, instance);
    for (const { path, content, permissions } of writtenFiles(userData)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content, { mode: Number.parseInt(permissions, 8) });
    }
    const env = { PATH: this.#path, ATOLL_ROOT: root, INSTANCE: instance, WORLD: this.dir, STAND_INS };
    return new Machine(root, env);
  }
}

/** One machine: a folder, and scripts that take it for the root. */
export class Machine {
  readonly root: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(root: string, env: Readonly<Record<string, string>>) {
    this.root = root;
    this.#env = env;
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /** Paths of all files, sorted. */
  files(): readonly string[] {
    return readdirSync(this.root, { recursive: true, encoding: "utf8" }).sort();
  }

  /** Runs a script; what it says and whether it succeeded. */
  async run(script: string, args: readonly string[] = [], input = "") {
    const { stdout, stderr, exitCode } = await execa("/bin/bash", [join(this.root, script), ...args], {
      env: this.#env,
      extendEnv: false,
      input,
      reject: false,
    });
    return { stdout, said: stderr.split("\n").filter((line) => line !== ""), ok: exitCode === 0 };
  }

  /** Gives it the token of its secret, as the program has every machine do. */
  rotate() {
    return this.run("usr/local/sbin/atoll-token");
  }

  /** One try of its start, as systemd makes it. */
  boot() {
    return this.run("usr/local/sbin/atoll-boot");
  }
}

/** Starts machines side by side, again those that did not come up, as systemd does. */
export async function bootAll(...machines: readonly Machine[]): Promise<void> {
  let waiting = machines;
  for (let rounds = 0; waiting.length > 0; rounds += 1) {
    if (rounds === 3) throw new Error(`${waiting.map(({ root }) => root).join(", ")} did not come up`);
    const ends = await Promise.all(waiting.map((machine) => machine.boot()));
    waiting = waiting.filter((_, index) => ends[index]?.ok !== true);
  }
}
