import { describe, expect, test } from "vitest";
import { edited, type Files, loaderFaults } from "../written-inventory.ts";

const withDev = (text: string): Files => edited("clusters/dev.yaml", "nodes: { max: 20 }\n", text);
const RUNNERS = "runners: { cidrs: [10.255.0.0/20] }\n";

describe("a cluster's way in", () => {
  test("is missed where neither the entry nor the fleet names one, for every private cluster", () => {
    expect(loaderFaults(edited("fleet.yaml", RUNNERS, ""))).toEqual(
      ["dev", "old"].map(
        (id) =>
          `clusters/${id}.yaml:1:1 access: expected a way to the private API server, got runner-network without ranges; name runners.cidrs in fleet.yaml or access.cidrs here, or choose public-list`,
      ),
    );
  });

  test.each([
    ["a runner network of its own", "access: { mode: runner-network, cidrs: [10.9.0.0/16] }\n"],
    ["a tunnel", "access: { mode: tunnel, proxyUrl: 'http://127.0.0.1:8888', cidrs: [10.9.0.0/24] }\n"],
    ["a list of public ranges", "access: { mode: public-list, cidrs: [198.18.7.0/24] }\n"],
  ])("may be %s", (_title, text) => {
    expect(loaderFaults(withDev(text))).toEqual([]);
  });

  test.each([
    [
      "the world",
      "access: { mode: public-list, cidrs: [0.0.0.0/0] }\n",
      'clusters/dev.yaml:6:38 access.cidrs[0]: expected a range of /16 or smaller, got "0.0.0.0/0"; who may reach the API server is a list, never the world',
    ],
    [
      "half the world",
      "access: { mode: public-list, cidrs: [128.0.0.0/1] }\n",
      'clusters/dev.yaml:6:38 access.cidrs[0]: expected a range of /16 or smaller, got "128.0.0.0/1"; who may reach the API server is a list, never the world',
    ],
    [
      "a private range in a public list",
      "access: { mode: public-list, cidrs: [10.9.0.0/16] }\n",
      'clusters/dev.yaml:6:38 access.cidrs[0]: expected a public range, got "10.9.0.0/16"; use access.mode: runner-network for private ones',
    ],
    ["a proxy with a password", "access: { mode: tunnel, proxyUrl: 'http://me:secret@proxy:1' }\n", ""],
    ["no range at all", "access: { mode: public-list, cidrs: [] }\n", ""],
  ])("is never %s", (_title, text, message) => {
    const faults = loaderFaults(withDev(text));
    expect(faults).toHaveLength(1);
    if (message !== "") expect(faults).toEqual([message]);
  });
});

describe("a role with access", () => {
  test.each([
    [
      "is not the deployer's",
      "accessRoles: { admins: [atoll-deployer] }\n",
      'clusters/dev.yaml:6:25 accessRoles.admins[0]: expected a role other than the deployer\'s, which always has access, got "atoll-deployer"',
    ],
    [
      "stands in one list",
      "accessRoles: { admins: [platform], viewers: [platform] }\n",
      'clusters/dev.yaml:6:46 accessRoles.viewers[0]: expected a role that is not among admins, too, got "platform"',
    ],
  ])("%s", (_title, text, message) => {
    expect(loaderFaults(withDev(text))).toEqual([message]);
  });
});

test("logs are kept for a number of days that CloudWatch offers", () => {
  expect(loaderFaults(withDev("controlPlane: { logRetentionDays: 15 }\n"))).toEqual([
    "clusters/dev.yaml:6:35 controlPlane.logRetentionDays: expected a number of days that CloudWatch offers, got 15; write 30",
  ]);
});
