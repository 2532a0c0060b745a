import { expect, test } from "vitest";
import { movePlan, moveText } from "../../../fleet/tenants/move-steps.ts";
import { placedTenant } from "../placed-tenant.ts";

const ENTRY = { displayName: "Acme", tier: "pooled", size: "small" };
const MOVE = { tenant: "acme", environment: "live", to: "new" };

test("an environment with a database moves by a copy of it, under names that nobody has", () => {
  const environments = { live: { cluster: "old", stateful: true }, "live-2": { cluster: "dev" } };
  const databases = {
    orders: { pooler: true, restore: { from: "past" } },
    past: { environments: ["live-2"] },
  };
  const plan = movePlan(placedTenant("acme", { ...ENTRY, environments, databases }), MOVE, "old");
  expect(plan).toEqual({
    ...MOVE,
    from: "old",
    beside: "live-3",
    place: { cluster: "new", stateful: true },
    held: { orders: ["live", "live-2"] },
    databases: {
      "orders-2": {
        major: "17",
        pooler: true,
        environments: ["live-3"],
        restore: { from: "orders", environment: "live", cluster: "old" },
      },
    },
  });
});

test("one without data moves without a copy, and the text says each step", () => {
  const tenant = placedTenant("acme", { ...ENTRY, environments: { live: { cluster: "old" } } });
  const text = moveText(movePlan(tenant, MOVE, "old"), { from: "old", to: "new.cell1" });
  expect(text).toBe(
    `acme: live moves from old to new. Nothing was written; the inventory was checked with live-2 in it.
1. in tenants/acme.yaml, beside what is there:
     environments:
       live-2:
         cluster: new
   and live-2 where applications list live; atoll lock, commit, pulumi up --stack new.cell1
2. see that live-2 runs: its applications are at names of its own
3. stop what writes to acme--live, in its repository:
   Argo CD and autoscalers start again what is only scaled down
4. bring volumes along by a restore of their copies: nothing here moves them
5. move hosts, canaries and windows of live to live-2 in tenants/acme.yaml;
   atoll lock, commit, pulumi up --stack old, pulumi up --stack new.cell1
6. in tenants/acme.yaml, to environments.live: retireAfter: <day>; atoll lock, commit, pulumi up --stack old
7. from that day on remove live from tenants/acme.yaml; atoll lock, commit, pulumi up --stack old`,
  );
});
