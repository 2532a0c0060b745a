import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { expect, onTestFinished, test, vi } from "vitest";
import { startKubectlProxy } from "../../../cli/cluster/kubectl-proxy.ts";

/** A program in the place of kubectl. */
function kubectl(script: string) {
  const dir = mkdtempSync(join(tmpdir(), "atoll-fake-kubectl-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const command = join(dir, "kubectl");
  writeFileSync(command, `#!${process.execPath}\n${script}`);
  chmodSync(command, 0o755);
  return { command, env: process.env };
}

/** Answers with what it was asked, and with its own process id. */
const MIRROR = `
const [socket] = process.argv.slice(process.argv.indexOf("--unix-socket") + 1);
require("node:http").createServer((asked, answer) => {
  const { method, url, headers } = asked;
  answer.end(JSON.stringify({ method, url, type: headers["content-type"], pid: process.pid }));
}).listen(socket, () => console.log("Starting to serve on " + socket));
`;

test("a look says nothing of content, a patch says that it is a merge patch, and the proxy ends with its work", async () => {
  const api = await startKubectlProxy(kubectl(MIRROR), "dev", {});
  const look = await api.ask({ path: "/api/v1" });
  const { pid, ...asked } = JSON.parse(look.text) as { readonly pid: number };
  expect(asked).toEqual({ method: "GET", url: "/api/v1" });
  const patch = await api.ask({ method: "PATCH", path: "/x", body: {} });
  expect(JSON.parse(patch.text)).toMatchObject({ method: "PATCH", type: "application/merge-patch+json" });
  await api.close();
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  expect(await api.ask({ path: "/" })).toMatchObject({ status: 0 });
});

test("a kubectl that does not start is told of in its own words", async () => {
  const broken = kubectl('console.error("error: no such flag"); process.exit(1);');
  await expect(startKubectlProxy(broken, "dev", {})).rejects.toThrow(
    "kubectl proxy to dev failed:\n  error: no such flag\nkubectl must be on PATH.",
  );
});

const PROXY = resolve(import.meta.dirname, "../../../cli/cluster/kubectl-proxy.ts");

test("a command that is killed leaves neither its proxy nor the folder of the socket", async () => {
  const { command } = kubectl(MIRROR);
  const temporary = `${command}-temporary`;
  mkdirSync(temporary);
  const script = `
    const { startKubectlProxy } = await import(${JSON.stringify(PROXY)});
    const api = await startKubectlProxy({ command: ${JSON.stringify(command)}, env: process.env }, "dev", {});
    console.log(JSON.parse((await api.ask({ path: "/" })).text).pid);
    process.kill(process.pid, "SIGKILL");`;
  const args = ["--input-type=module", "--eval", script];
  const { stdout } = await execa(process.execPath, args, { env: { TMPDIR: temporary }, reject: false });
  expect(stdout).toMatch(/^\d+$/);
  await vi.waitUntil(() => readdirSync(temporary).length === 0, { timeout: 60_000 });
  expect(() => process.kill(Number(stdout), 0)).toThrow("ESRCH");
});
