import { createHash } from "node:crypto";
import { InputError } from "../../fleet/check.ts";

/** `sha256:` and 64 hexadecimal digits: what charts are pinned by. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Refuses what is not what was pinned. @throws InputError that names both. */
export function mustBe(expected: string, bytes: Uint8Array, what: string): void {
  const got = sha256(bytes);
  if (got === expected) return;
  throw new InputError([
    {
      file: what,
      path: "",
      expected: `the digest ${expected}`,
      got,
      hint: "it was changed after it was pinned; nothing of it was kept",
    },
  ]);
}
