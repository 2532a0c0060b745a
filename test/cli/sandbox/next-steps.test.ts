import { resolve } from "node:path";
import { expect, test } from "vitest";
import { nextSteps } from "../../../cli/sandbox/next-steps.ts";
import { loadFleet } from "../../../fleet/load.ts";

const ROOT = resolve(import.meta.dirname, "../../..");

test("a newcomer works for a tenant whose pods may be on any node, for the pod to try names none", () => {
  const fleet = loadFleet(resolve(ROOT, "inventory"), new Date().toISOString().slice(0, 10));
  const text = nextSteps({ stack: "dev", fleet, inventory: "inventory", dir: ".sandbox", again: false });
  expect(fleet.tenants.get("aurora")?.tier).toBe("dedicated-nodes");
  expect(text).toContain(
    "-n cobalt--staging --as=kim --as-group=tenant:cobalt:developers create -f examples/tenant/hello.yaml",
  );
  // And what that developer tries at a neighbour's.
  expect(text).toContain(
    "-n aurora--staging --as=kim --as-group=tenant:cobalt:developers create -f examples/tenant/hello.yaml",
  );
});
