import { execaSync } from "execa";
import { expect, test } from "vitest";
import { rotationScript, rotationSeconds } from "../../../components/k3s/token-rotation-plan.ts";
import { GATE_SECONDS } from "../../../components/k3s/gate-plan.ts";

/** Runs the script on a machine of a role, whose `atoll-token` says so. */
function run(script: string, role: "server" | "agent", booted: boolean): string {
  const text = script
    .replace(". /etc/atoll/boot.env", `ATOLL_ROLE=${role}`)
    .replace("/var/lib/atoll/booted", booted ? "/" : "/nowhere")
    .replace("exec /usr/local/sbin/atoll-token", "echo rotates");
  return execaSync("sh", ["-c", text]).stdout;
}

test("each run is for machines of one role, and a worker that has not started yet will read the new token by itself", () => {
  expect(run(rotationScript("server", 2), "server", true)).toBe("rotates");
  expect(run(rotationScript("server", 2), "agent", true)).toBe("");
  expect(run(rotationScript("agent", 2), "agent", true)).toBe("rotates");
  expect(run(rotationScript("agent", 2), "agent", false)).toBe("");
  expect(run(rotationScript("agent", 2), "server", true)).toBe("");
});

test("another revision is another command", () => {
  expect(rotationScript("server", 2)).not.toBe(rotationScript("server", 3));
});

test("an update waits as long as all servers may take, which is longer than for one", () => {
  expect(rotationSeconds(3)).toBe(3 * rotationSeconds(1));
  expect(rotationSeconds(3)).toBeGreaterThan(GATE_SECONDS);
});
