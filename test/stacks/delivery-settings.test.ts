import { expect, test } from "vitest";
import { platformSettings } from "../../stacks/platform-settings.ts";
import { platformFleet } from "../record/platform-fleet.ts";
import { TODAY } from "../record/sample-fleet.ts";

function settingsOf(changes: Readonly<Record<string, unknown>>) {
  const fleet = platformFleet({ prod: { kind: "eks", ...changes } });
  const cluster = fleet.clusters.get("prod");
  if (cluster === undefined) throw new Error("there is no prod");
  return platformSettings(fleet, cluster);
}

test("what the fleet says of people and of delivery holds for its clusters", () => {
  expect(settingsOf({})).toMatchObject({
    sso: { issuer: "https://login.lagoon.cloud/realms/lagoon", groupsClaim: "groups", viewers: [] },
    delivery: { revision: "main", path: "applications", private: false },
  });
});

test("nothing is delivered to a cluster that retires, and people can still look at it", () => {
  const settings = settingsOf({ lifecycle: "retiring", retireAfter: TODAY });
  expect(settings).not.toHaveProperty("delivery");
  expect(settings).toHaveProperty("sso");
});
