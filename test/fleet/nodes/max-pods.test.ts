import { describe, expect, test } from "vitest";
import { maxPods, podsOfMachine } from "../../../fleet/nodes/max-pods.ts";
import type { Machines } from "../../../fleet/nodes/node-pool.ts";

const pool = (machines: Partial<Machines>) => ({
  machines: {
    categories: ["c", "m", "r"],
    oldestGeneration: 5,
    architectures: ["amd64" as const],
    ...machines,
  },
});

describe("pods on a machine", () => {
  test.each([
    ["t3.micro", 2, 2, 18],
    ["t3.small", 3, 4, 98],
    ["m7g.medium", 2, 4, 50],
    ["t3.medium", 3, 6, 162],
    ["m5.large", 3, 10, 290],
  ])("%s has addresses for them on all interfaces but the first", (_name, interfaces, addresses, pods) => {
    expect(podsOfMachine({ interfaces, addresses })).toBe(pods);
  });

  test("are 110 wherever the smallest machine has addresses for more", () => {
    expect(maxPods([])).toBe(110);
    expect(maxPods([pool({}), pool({ sizes: ["large", "xlarge"] })])).toBe(110);
    expect(maxPods([pool({ sizes: ["medium"], families: ["t3", "t3a"] })])).toBe(110);
    expect(maxPods([pool({ sizes: ["medium", "large"], categories: ["t"] })])).toBe(110);
  });

  test("are fewer on all machines as soon as one pool may have small ones", () => {
    expect(maxPods([pool({}), pool({ sizes: ["medium"], families: ["t4g", "m7g"] })])).toBe(50);
    expect(maxPods([pool({ sizes: ["large", "medium"] })])).toBe(50);
  });
});
