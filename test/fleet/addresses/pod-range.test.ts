import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { addressFindings } from "../../../fleet/addresses/verify.ts";
import { faultLine } from "../../../fleet/check.ts";
import { networkPlan } from "../../../fleet/networks/network-plan.ts";
import { located } from "../../../fleet/read/locate.ts";
import { faultsOf } from "../written-inventory.ts";
import { sampleCluster, sampleInventory } from "./sample.ts";

const DAY = "2026-11-24";

/** A cluster in a VPC of somebody else, with its pods in a further range. */
function withPodRange(id: string, cidr: string, podRange: string | undefined, pods: string) {
  const subnet = (number: string, range: string) => ({ id: `subnet-${number.repeat(17)}`, cidr: range });
  const subnets = {
    "node-a": subnet("a", cidr.replace("/16", "/20")),
    "pod-a": subnet("b", pods),
  };
  const network = { mode: "existing", vpcId: "vpc-0aaaaaaaaaaaaaaaa", cidr, podRange, subnets };
  return sampleCluster(id, { network, nodes: { max: 5 } });
}

const unrouted = (id: string, linkable: boolean) =>
  sampleCluster(id, { network: { mode: "create", netmaskLength: 20, pods: "unrouted", linkable } });

const old = withPodRange("old", "192.168.0.0/16", "100.64.0.0/16", "100.64.0.0/18");

describe("the range of pods of a VPC that exists", () => {
  test("stands in the lock, and nobody else gets it, not even who shares a range of pods", () => {
    const inventory = sampleInventory([old, unrouted("open", true), unrouted("shut", false)]);
    const { lock } = updateLock(inventory, undefined, DAY);
    expect(lock.clusters["old"]).toMatchObject({ block: "192.168.0.0/16", pods: "100.64.0.0/16" });
    expect(lock.clusters["open"]?.pods).toBe("100.65.0.0/16");
    expect(lock.clusters["shut"]?.pods).not.toBe("100.64.0.0/16");
    expect(addressFindings(inventory, lock)).toEqual([]);
    expect(networkPlan({ ...inventory, lock, today: DAY }, "old").subnets.map(({ cidr }) => cidr)).toEqual([
      "192.168.0.0/20",
      "100.64.0.0/18",
    ]);
  });

  test.each([
    [
      "100.64.0.0/16",
      "100.64.64.0/18",
      "clusters/two.yaml network.podRange: expected pod ranges that do not overlap where networks may be linked, got 100.64.0.0/16 of cluster/two pods inside 100.64.0.0/16 of cluster/old pods",
    ],
    [
      "192.168.0.0/16",
      "192.168.64.0/18",
      "clusters/two.yaml network.podRange: expected routed ranges that do not overlap, got 192.168.0.0/16 of cluster/two pods inside 192.168.0.0/16 of cluster/old",
    ],
  ])("is refused where another network has it, too: %s", (podRange, pods, fault) => {
    const two = withPodRange("two", "172.18.0.0/16", podRange, pods);
    const hint = "a VPC keeps its range: set network.legacy: true, so that it is never connected";
    expect(faultsOf(() => updateLock(sampleInventory([old, two]), undefined, DAY))).toEqual([
      `${fault}; ${hint}`,
    ]);
  });

  test("is missing from a lock that was written before", () => {
    const before = withPodRange("old", "192.168.0.0/16", undefined, "192.168.64.0/18");
    const { lock } = updateLock(sampleInventory([before]), undefined, DAY);
    expect(lock.clusters["old"]).not.toHaveProperty("pods");
    const lines = located("/nowhere", addressFindings(sampleInventory([old]), lock)).map(faultLine);
    expect(lines).toContain(
      "fleet.lock.yaml clusters.old.pods: expected 100.64.0.0/16, as clusters/old.yaml says, got none; run atoll lock",
    );
  });
});
