import { describe, expect, test } from "vitest";
import { recordK3s } from "./record-k3s.ts";
import { named } from "./record-network.ts";

describe("the servers of K3s", async () => {
  const resources = await recordK3s({}, { preview: false });

  test("stay what they were born as until their revision moves, whatever of that the program says anew", () => {
    for (const letter of ["a", "b", "c"])
      expect(named(resources, `dev-server-${letter}`).options).toEqual({
        replacementTrigger: 1,
        ignoreChanges: [
          "ami",
          "availabilityZone",
          "instanceType",
          "launchTemplate",
          "metadataOptions",
          "rootBlockDevice",
          "subnetId",
          "userData",
          "userDataBase64",
        ],
      });
  });

  test("are asked whether they are ready by a load balancer that shows no certificate, and 401 is an answer", () => {
    expect(named(resources, "dev-api-targets").inputs["healthCheck"]).toEqual({
      protocol: "HTTPS",
      port: "6443",
      path: "/readyz",
      matcher: "200-401",
      interval: 10,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
    });
  });
});
