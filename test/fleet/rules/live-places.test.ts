import { describe, expect, test } from "vitest";
import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadFleet, loadInventory } from "../../../fleet/load.ts";
import type { Lock } from "../../../fleet/schema/lock.ts";
import { lockText } from "../../../fleet/write-lock.ts";
import { faultsAfter, lockOf, TODAY } from "../locked-inventory.ts";
import { edited, faultsOf, type Files, inventoryFolder, SOUND } from "../written-inventory.ts";

const ELSEWHERE = "enter another region, build new clusters there, move, and retire these";
const SECOND = edited(
  "fleet.yaml",
  "    role: atoll-deployer\n",
  '    role: atoll-deployer\n  lab: { id: "999988887777", role: lab }\n',
);
const eu = (from: string, to: string): Files => edited("regions/eu.yaml", from, to);
const us = {
  "regions/eu.yaml":
    "account: main\nawsRegion: us-east-1\njurisdiction: gdpr\nzones: { a: use1-az1, b: use1-az2, c: use1-az4 }\n",
};

describe("a region with live clusters keeps", () => {
  test.each([
    [
      "its account",
      SECOND,
      { ...SECOND, ...eu("account: main", "account: lab") },
      [
        `regions/eu.yaml:1:10 account: expected 111122223333, where dev, old were built, got lab, 999988887777; ${ELSEWHERE}`,
      ],
    ],
    [
      "the number of its account",
      {},
      edited("fleet.yaml", "111122223333", "999988887777"),
      [
        `regions/eu.yaml:1:10 account: expected 111122223333, where dev, old were built, got main, 999988887777; ${ELSEWHERE}`,
      ],
    ],
    [
      "its AWS region, and with it its zones",
      {},
      us,
      [
        `regions/eu.yaml:2:12 awsRegion: expected eu-central-1, where dev, old were built, got "us-east-1"; ${ELSEWHERE}`,
        `regions/eu.yaml:4:13 zones.a: expected euc1-az2, where dev, old were built, got "use1-az1"; ${ELSEWHERE}`,
        `regions/eu.yaml:4:26 zones.b: expected euc1-az3, where dev, old were built, got "use1-az2"; ${ELSEWHERE}`,
      ],
    ],
  ] as const)("%s", (_, before, after, faults) => {
    expect(faultsAfter(before, after)).toEqual(faults);
  });
});

describe("a region may change", () => {
  test("the name of its account", () => {
    const renamed = { ...edited("fleet.yaml", "  main:\n", "  work:\n"), ...eu("main", "work") };
    expect(faultsAfter({}, renamed)).toEqual([]);
  });

  test("the id of a zone that no cluster uses", () => {
    expect(faultsAfter({}, eu("c: euc1-az1", "c: euc1-az9"))).toEqual([]);
  });

  test("all of its zones while it has no live cluster", () => {
    const spare = { "regions/spare.yaml": SOUND["regions/eu.yaml"] };
    const zones = {
      "regions/spare.yaml": SOUND["regions/eu.yaml"]?.replaceAll(
        /euc1-az\d/g,
        (zone) => `${zone.slice(0, -1)}${Number(zone.at(-1)) + 3}`,
      ),
    };
    expect(faultsAfter(spare, zones)).toEqual([]);
  });
});

test("a region without clusters stays with its bucket, key and zones", () => {
  const spare = { "regions/spare.yaml": SOUND["regions/eu.yaml"] };
  const moved = { "regions/spare.yaml": us["regions/eu.yaml"].replace("main", "lab") };
  const where = "where its bucket, key and zones were built";
  expect(faultsAfter({ ...SECOND, ...spare }, { ...SECOND, ...moved })).toEqual([
    `regions/spare.yaml:1:10 account: expected 111122223333, ${where}, got lab, 999988887777; ${ELSEWHERE}`,
    `regions/spare.yaml:2:12 awsRegion: expected eu-central-1, ${where}, got "us-east-1"; ${ELSEWHERE}`,
  ]);
});

test("a lock of old, which knows no places, is filled by the next one and then holds them", () => {
  const { regions, ...rest } = lockOf({});
  const eu1 = regions["eu"];
  if (eu1 === undefined) throw new Error("there is no region");
  const old: Lock = { ...rest, regions: { eu: { since: eu1.since, blocks: eu1.blocks } } };
  const { lock, changes } = updateLock(loadInventory(inventoryFolder()), old, TODAY);
  expect(lock).toEqual(lockOf({}));
  expect(changes).toEqual([
    { action: "add", holder: "region/eu account", value: "111122223333" },
    { action: "add", holder: "region/eu awsRegion", value: "eu-central-1" },
    { action: "add", holder: "region/eu zones", value: "a euc1-az2, b euc1-az3, c euc1-az1" },
  ]);
});

const dev = (text: string): Files => ({ "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}${text}` });
const PRIVATE =
  "network: { mode: create, egress: private-only, interfaceEndpoints: [ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sqs, ssm, sts] }\n";
const MIRROR = {
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}mirrors: { images: registry.lagoon.cloud/mirror }\n`,
};
const BESIDE = "build a new cluster beside it, and retire this one";

describe("the network of a live cluster", () => {
  test("keeps its public subnets", () => {
    expect(faultsAfter(MIRROR, { ...MIRROR, ...dev(PRIVATE) })).toEqual([
      `clusters/dev.yaml:7:34 network.egress: expected nat, for the cluster's public subnets and their addresses would be deleted, got "private-only"; ${BESIDE}`,
    ]);
    const isolated = { ...MIRROR, ...dev(PRIVATE) };
    expect(faultsAfter(isolated, isolated)).toEqual([]);
  });

  test("keeps its IPv6 range", () => {
    const dual = dev("network: { mode: create, dualStack: true }\n");
    expect(faultsAfter(dual, dev("network: { mode: create, dualStack: false }\n"))).toEqual([
      `clusters/dev.yaml:7:37 network.dualStack: expected true, for a network in use keeps its IPv6 range, got false; ${BESIDE}`,
    ]);
    expect(faultsAfter({}, dual)).toEqual([]);
  });
});

describe("what a cluster adopts", () => {
  const byHand = "bring it into the stack's state by hand with pulumi import, then leave it out here";
  const adopting = dev("adopt: { dev-vpc: vpc-0123abcd, dev-node-a: subnet-0123abcd }\n");

  test("may be said when it is new, and entries may leave later", () => {
    expect(faultsAfter(adopting, adopting)).toEqual([]);
    expect(faultsAfter(adopting, dev("adopt: { dev-vpc: vpc-0123abcd }\n"))).toEqual([]);
    expect(faultsAfter(adopting, {})).toEqual([]);
  });

  test("gets no other id and no other name once the cluster is live", () => {
    const after = dev("adopt: { dev-vpc: vpc-4567abcd, dev-node-b: subnet-0123abcd }\n");
    expect(faultsAfter(adopting, after)).toEqual([
      `clusters/dev.yaml:7:19 adopt.dev-vpc: expected vpc-0123abcd, as it was first locked, got "vpc-4567abcd"; ${byHand}`,
      `clusters/dev.yaml:7:33 adopt.dev-node-b: expected no new name, for the cluster is live and an import would replace what it has, got "dev-node-b"; ${byHand}`,
    ]);
  });

  test("does not come back after it has left", () => {
    const left = updateLock(loadInventory(inventoryFolder()), lockOf(adopting), TODAY).lock;
    const dir = inventoryFolder({
      ...dev("adopt: { dev-vpc: vpc-0123abcd }\n"),
      "fleet.lock.yaml": lockText(left),
    });
    expect(faultsOf(() => loadFleet(dir, TODAY))).toEqual([
      `clusters/dev.yaml:7:10 adopt.dev-vpc: expected no new name, for the cluster is live and an import would replace what it has, got "dev-vpc"; ${byHand}`,
    ]);
  });
});

test.each(["regions", "clusters", "tenants", "tombstones"])(
  "a lock that lost its %s is refused",
  (section) => {
    const text = lockText({ version: 1, regions: {}, clusters: {}, tenants: {}, tombstones: [] });
    const lost = text.replace(new RegExp(`^${section}: .*\n`, "m"), "");
    const dir = inventoryFolder({ "fleet.lock.yaml": lost });
    expect(faultsOf(() => loadFleet(dir, TODAY))).toEqual([
      `fleet.lock.yaml:2:1 ${section}: expected this section, which atoll lock always writes, got nothing; restore the lock from git`,
    ]);
  },
);
