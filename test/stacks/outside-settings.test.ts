import { describe, expect, test } from "vitest";
import { volumeCopies } from "../../components/k3s/system/longhorn-plan.ts";
import { type ClusterChanges, sampleFleet } from "../record/sample-fleet.ts";
import { outsideSettings } from "../../stacks/outside-settings.ts";

type Machine = readonly ["server" | "agent", zone?: string];

/** What K3s on these machines is, with Longhorn. */
function hosted(machines: readonly Machine[]) {
  const entry: ClusterChanges = {
    kind: "k3s",
    provider: "hosts",
    network: { mode: "external", cidr: "192.168.10.0/24" },
    k3s: { storage: "longhorn" },
    hosts: {
      registrationAddress: "k3s.lagoon.cloud",
      machines: Object.fromEntries(
        machines.map(([role, zone], index) => [
          `m${index}`,
          { role, address: `192.168.10.${10 + index}`, ...(zone === undefined ? {} : { zone }) },
        ]),
      ),
    },
  };
  const fleet = sampleFleet({ plant: entry });
  const { k3s } = outsideSettings(fleet, fleet.clusters.get("plant")!);
  return k3s!;
}

describe("K3s on hosts", () => {
  test("has as many servers as machines with that role, and agents are none", () => {
    expect(hosted([["server"], ["agent"], ["agent"]]).servers).toBe(1);
    expect(hosted([["server"], ["server"], ["server"], ["agent"]]).servers).toBe(3);
  });

  test("keeps a copy of a volume on each machine, agents too, up to three", () => {
    const copies = (machines: readonly Machine[]) => volumeCopies(hosted(machines));
    expect(copies([["server"]])).toBe(1);
    expect(copies([["server"], ["agent"]])).toBe(2);
    expect(copies([["server"], ["agent"], ["agent"], ["agent"]])).toBe(3);
  });

  test("keeps one in each rack where there are several, and a rack counts once, however many machines it holds", () => {
    const found = hosted([
      ["server", "east"],
      ["agent", "west"],
      ["agent", "east"],
      ["agent", "west"],
    ]);
    expect(found).toMatchObject({ places: 2, zoned: true });
    expect(volumeCopies(found)).toBe(2);
  });

  test("in a single rack goes by its machines, for another rack there is not", () => {
    expect(
      hosted([
        ["server", "east"],
        ["agent", "east"],
        ["agent", "east"],
      ]),
    ).toMatchObject({ places: 3, zoned: false });
  });
});
