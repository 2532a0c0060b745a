import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startKubectlProxy } from "../../../cli/teardown/kubectl-proxy.ts";

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
