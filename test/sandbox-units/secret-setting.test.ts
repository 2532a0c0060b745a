import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { setSecret } from "../../sandbox/engine/pulumi.ts";

const SECRET = "canary-of-a-token";

/** A sandbox whose Pulumi is a script. */
function sandboxOf(script: string): Sandbox {
  const dir = mkdtempSync(join(tmpdir(), "atoll-secret-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const sandbox = sandboxAt(dir);
  for (const folder of [sandbox.bin, sandbox.project]) mkdirSync(folder, { recursive: true });
  const pulumi = join(sandbox.bin, "pulumi");
  writeFileSync(pulumi, `#!/bin/sh\n${script}\n`);
  chmodSync(pulumi, 0o700);
  return sandbox;
}

test("a secret reaches Pulumi by its input, and by no argument", async () => {
  const sandbox = sandboxOf('echo "$@" > arguments; cat > input');
  await setSecret(sandbox, "plant", "atoll:kubeconfig", SECRET);
  const written = (file: string): string => readFileSync(join(sandbox.project, file), "utf8");
  expect(written("arguments")).toBe(
    "config set --secret --stack plant atoll:kubeconfig --non-interactive --color never\n",
  );
  expect(written("input")).toBe(SECRET);
});

test("a failure does not show a secret", async () => {
  const failed = setSecret(sandboxOf('cat > input; echo "no: $*" >&2; exit 1'), "plant", "a:b", SECRET);
  const error = await failed.catch((one: unknown) => one);
  expect(String(error)).toBe(
    "FailedCommand: pulumi config set --secret --stack plant a:b failed:\n  no: config set --secret --stack plant a:b --non-interactive --color never",
  );
});
