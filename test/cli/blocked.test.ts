import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { blockedText } from "../../cli/sandbox/blocked.ts";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";

/** A sandbox in which an interface was left in a subnet of `dev`. */
function sandboxWithInterface(): Sandbox {
  const dir = mkdtempSync(join(tmpdir(), "atoll-blocked-"));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  const sandbox = sandboxAt(dir);
  const cloud = openCloud(sandbox.cloud);
  const place = { account: "111111111111", region: "eu-central-1" };
  const description = "aws-K8S-left-behind";
  cloud.put({ ...place, type: tokens.SUBNET, id: "subnet-1", state: {}, tags: { "atoll:stack": "dev" } });
  cloud.put({
    ...{ ...place, type: tokens.NETWORK_INTERFACE, id: "eni-1", tags: {} },
    state: { description, subnetId: "subnet-1", groups: [], cluster: "", status: "in-use" },
  });
  cloud.close();
  return sandbox;
}

const failed = (message: string) => ({
  ...{ succeeded: false, steps: [], policy: [], seconds: 1 },
  messages: [message],
});

test("a deletion that AWS refused is explained by what keeps the subnet, with the commands that end it", () => {
  const sandbox = sandboxWithInterface();
  const refused = failed("deleting EC2 Subnet (subnet-1): api error DependencyViolation: The subnet has ...");
  expect(blockedText(sandbox, "dev", refused).replaceAll(sandbox.dir, "<sandbox>")).toMatch(
    new RegExp(
      [
        "^Still there, and not made by the program of dev:",
        "  NetworkInterface eni-1, in-use, aws-K8S-left-behind, in subnet-1",
        "Nothing goes on before it is gone:",
        "  npm run down -- --dir <sandbox> +removes what controllers left behind",
        "  npx atoll sandbox cloud --cloud <sandbox>/cloud\\.db delete <id> +in the simulated AWS, as whoever made it would",
        "  <sandbox>/kubectl delete \\.\\.\\. +inside a cluster$",
      ].join("\n"),
    ),
  );
});

test("an operation that failed for another reason, or in another stack, is not explained by it", () => {
  const sandbox = sandboxWithInterface();
  expect(blockedText(sandbox, "dev", failed("quota"))).toBe("");
  expect(blockedText(sandbox, "prod", failed("api error DependencyViolation"))).toBe("");
});
