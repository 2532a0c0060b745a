import { expect, test } from "vitest";
import { faultsAfter, lockOf } from "../locked-inventory.ts";
import { type Files, SOUND } from "../written-inventory.ts";

const CLUSTER = "or link with to: { cluster: dev }";

const TWO: Files = { "clusters/two.yaml": SOUND["clusters/dev.yaml"] };

const site = (cidr: string): Files => ({
  "links/one.yaml": `kind: vpn\nfrom: two\nto: { site: { address: 198.51.100.7, cidrs: [${cidr}] } }\n`,
});
const network =
  (from: string) =>
  (cidr: string): Files => ({
    "links/one.yaml": `kind: peering\nfrom: ${from}\nto: { network: { vpcId: vpc-0123abce, account: main, awsRegion: us-east-1, cidrs: [${cidr}] } }\n`,
  });
const gateway = (cidr: string): Files => ({
  "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: own, asn: 64512, foreign: { office: { attachmentId: tgw-attach-0a1b2c3d, cidrs: [${cidr}], environments: [production] } } }\n`,
});

const remedies = (files: Files): readonly string[] =>
  faultsAfter(TWO, { ...TWO, ...files })
    .filter((one) => one.includes("cidrs[0]"))
    .map((one) => one.slice(one.indexOf("; ") + 2));

test.each([
  ["a site", site, `name another range, ${CLUSTER}`],
  ["a VPC", network("two"), `name another range, ${CLUSTER}`],
  ["a VPC beside that cluster itself", network("dev"), "name another range"],
  ["a network at a gateway", gateway, "name another range"],
])("the range of %s is not to be reserved where a live cluster holds it", (_title, files, remedy) => {
  const held = lockOf(TWO).clusters["dev"]?.block ?? "none";
  expect(remedies(files(held))).toEqual([`cluster dev holds ${held}: ${remedy}`]);
  expect(remedies(files("10.250.0.0/16"))).toEqual(["add it to addresses.reserved of fleet.yaml"]);
});
