import { expect, test } from "vitest";
import { drainPlace } from "../../../cli/teardown/drain.ts";
import { groundOf } from "../../../cli/teardown/ground.ts";
import { runAws } from "../../../sandbox/aws/cli.ts";
import { openCloud } from "../../../sandbox/aws/cloud.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { cloudPath } from "../../sandbox-units/network.ts";
import { BASE, inState, PLACE, PROVIDER } from "../recover/sample-state.ts";

const ACCOUNT = "111111111111";
const ZONE = "Z0";

const HERITAGE = "heritage=external-dns,external-dns/owner=dev,external-dns/resource=service/shop/web";
const SHOP = { name: "shop.eu.example.com", type: "A", records: ["192.0.2.1"] };
const OWNER = { name: "a-shop.eu.example.com", type: "TXT", records: [HERITAGE] };
const MINE = { name: "mail.eu.example.com", type: "A", records: ["192.0.2.2"] };

/** A zone of region eu in the simulated cloud, with records that no state has. */
async function zoneWith(...records: readonly { name: string; type: string; records: readonly string[] }[]) {
  const path = cloudPath();
  const cloud = openCloud(path);
  const at = { account: ACCOUNT, region: "", tags: {} };
  cloud.put({ ...at, type: tokens.ZONE, id: ZONE, state: { zoneId: ZONE, name: "eu.example.com" } });
  for (const one of records) {
    const id = `${ZONE}_${one.name}_${one.type}`;
    cloud.put({ ...at, type: tokens.RECORD, id, state: { ...one, zoneId: ZONE, fqdn: one.name } });
  }
  const role = `[{"roleArn":"arn:aws:iam::${ACCOUNT}:role/d"}]`;
  const resources = [
    { ...BASE[0]! },
    { ...BASE[1]!, inputs: { region: "eu-central-1", assumeRoles: role } },
    { ...inState(tokens.ZONE, "eu-zone", ZONE), provider: `${PLACE}::${PROVIDER}::1234` },
  ];
  const tools = {
    ...{ project: "atoll", folder: "/tmp" },
    pulumi: () => Promise.reject(new Error("no operation")),
    aws: (args: readonly string[], env = {}) => {
      const { code, stdout, stderr } = runAws(args, { ATOLL_SANDBOX_CLOUD: path, ...env });
      return Promise.resolve({ exitCode: code, stdout, stderr });
    },
  };
  const ground = await groundOf(tools, "eu", { deployment: { resources } });
  const place = ground.places[0]!;
  const talk = { patience: { milliseconds: 5_000, pollMilliseconds: 1 }, say: () => undefined };
  const drained = (gone: readonly string[]) =>
    drainPlace({ ground, place, kept: new Set(), gone: new Set(gone) }, talk);
  return { drained, left: () => cloud.list({ type: tokens.RECORD }).map(({ id }) => id) };
}

test("records of a cluster that is gone leave its zone, and a record of people stops the teardown by name", async () => {
  const { drained, left } = await zoneWith(SHOP, OWNER, MINE);
  expect(await drained(["dev"])).toEqual({
    removed: [
      "Record shop.eu.example.com A in Z0, of external-dns of dev",
      "Record a-shop.eu.example.com TXT in Z0, of external-dns of dev",
    ],
    left: ["Record mail.eu.example.com A in Z0"],
  });
  expect(left()).toEqual(["Z0_mail.eu.example.com_A"]);
});

test("a record for all names under one is found and leaves, too", async () => {
  const { drained, left } = await zoneWith(
    { ...SHOP, name: "*.eu.example.com" },
    { ...OWNER, name: "a-*.eu.example.com" },
  );
  expect(await drained(["dev"])).toEqual({
    removed: [
      "Record *.eu.example.com A in Z0, of external-dns of dev",
      "Record a-*.eu.example.com TXT in Z0, of external-dns of dev",
    ],
    left: [],
  });
  expect(left()).toEqual([]);
});

test("records of a cluster that the fleet still has are not touched", async () => {
  const { drained, left } = await zoneWith(SHOP, OWNER);
  expect((await drained([])).left).toHaveLength(2);
  expect(left()).toHaveLength(2);
});
