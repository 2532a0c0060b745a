import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { GATE_SECONDS, gateScript } from "../../../components/k3s/gate-plan.ts";

const folder = mkdtempSync(join(tmpdir(), "atoll-gate-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), 0o700);
};

/** Runs the script on a machine whose K3s answers as told; says what K3s was asked, and how it ended. */
function run(
  k3s: string,
  booted = true,
): { readonly asked: readonly string[]; readonly ended: "well" | "badly" } {
  const log = join(folder, "asked");
  writeFileSync(log, "");
  write("k3s", `#!/bin/sh\necho "$@" >> ${log}\n${k3s}\n`);
  write("sleep", "#!/bin/sh\nexit 0\n");
  write("boot.env", "ATOLL_REGISTRATION='all.example'\n");
  rmSync(join(folder, "booted"), { force: true });
  if (booted) write("booted", "");
  const script = gateScript()
    .replaceAll("/var/lib/atoll/booted", join(folder, "booted"))
    .replaceAll("/etc/atoll/boot.env", join(folder, "boot.env"))
    .replace("/usr/local/bin", folder);
  const asked = (): readonly string[] =>
    String(execFileSync("cat", [log]))
      .trim()
      .split("\n");
  try {
    execFileSync("sh", ["-c", script], { stdio: "pipe" });
    return { asked: asked(), ended: "well" };
  } catch {
    return { asked: asked(), ended: "badly" };
  }
}

const OWN = "kubectl get --raw=/readyz --request-timeout=5s";
const SHARED = `${OWN} --server=https://all.example:6443`;

describe("the gate of a K3s cluster", () => {
  test("opens when a server answers by itself, and then by the address of all", () => {
    expect(run("exit 0")).toEqual({ asked: [OWN, SHARED], ended: "well" });
  });

  test("stays shut on a server that answers and has not finished its boot: its predecessor may still be in etcd", () => {
    expect(run("exit 0", false)).toEqual({ asked: [""], ended: "badly" });
  });

  test("asks on as long as one of the two does not answer, and gives up before it is ended", () => {
    const { asked, ended } = run('case "$*" in *--server=*) exit 1;; esac');
    expect(ended).toBe("badly");
    const turns = asked.length / 2;
    expect(asked).toEqual(Array.from({ length: turns }, () => [OWN, SHARED]).flat());
    expect(turns * 10).toBeGreaterThan(GATE_SECONDS / 2);
    expect(turns * 10).toBeLessThan(GATE_SECONDS);
  });
});
