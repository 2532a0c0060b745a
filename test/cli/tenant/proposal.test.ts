import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Proposal, proposed, writeProposal } from "../../../cli/tenant/proposal.ts";
import { faultLine, InputError } from "../../../fleet/check.ts";
import { loadFleet } from "../../../fleet/load.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { lockOf, TODAY } from "../../fleet/locked-inventory.ts";
import { inventoryFolder, SMALL } from "../../fleet/written-inventory.ts";

const PATH = "tenants/bolt.yaml";
const BOLT = `displayName: Bolt\ntier: pooled\nsize: small\nenvironments:\n  live: { cluster: dev }\n`;

async function withBolt(): Promise<{ readonly dir: string; readonly proposal: Proposal }> {
  const dir = inventoryFolder({ ...SMALL, "fleet.lock.yaml": lockText(lockOf(SMALL)) });
  return { dir, proposal: await proposed(loadFleet(dir, TODAY), { path: PATH, after: BOLT }) };
}

test("what is proposed is written together, and is then what the lock holds", async () => {
  const { dir, proposal } = await withBolt();
  expect(existsSync(join(dir, PATH))).toBe(false);
  writeProposal(dir, proposal);
  expect(readFileSync(join(dir, PATH), "utf8")).toBe(BOLT);
  expect(loadFleet(dir, TODAY).lock).toEqual(proposal.after.lock);
});

test("nothing is written over what somebody else has written since", async () => {
  const { dir, proposal } = await withBolt();
  const lock = readFileSync(join(dir, "fleet.lock.yaml"), "utf8");
  writeFileSync(join(dir, PATH), "theirs");
  let faults: readonly string[] = [];
  try {
    writeProposal(dir, proposal);
  } catch (error) {
    if (error instanceof InputError) faults = error.faults.map(faultLine);
  }
  expect(faults).toEqual([
    `${PATH}: expected the file that was read before, got another; run the command again`,
  ]);
  expect(readFileSync(join(dir, PATH), "utf8")).toBe("theirs");
  expect(readFileSync(join(dir, "fleet.lock.yaml"), "utf8")).toBe(lock);
});
