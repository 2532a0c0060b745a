import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Fleet } from "../../fleet/inventory.ts";
import { loadFleet } from "../../fleet/load.ts";
import { planText } from "../../plan/canonical.ts";
import { parsePlans } from "../../plan/plan-file.ts";
import { planStack } from "../../plan/plan-stack.ts";
import type { Plan } from "../../plan/plan.ts";
import { linkedFleet } from "./linked-fleet.ts";
import { statefulCore, statefulKeys, statefulLosses } from "./stateful-losses.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const CONTRACT = resolve(ROOT, "test/contract");
const isUpdate = process.env["ATOLL_UPDATE_CONTRACT"] === "1";

const NAMES = "read test/contract/README.md: a renamed resource is a replaced one unless it has an alias";
const STATE = "read test/contract/README.md: what is lost here is lost in every fleet";

const site = (from: string, address: string, more = ""): string =>
  `kind: vpn\nfrom: ${from}\nto: { site: { address: ${address}, cidrs: [172.30.0.0/24]${more} } }\n`;

/** One of every shape that a link has; that of a peering is in the example. */
const LINKS = {
  environments:
    "kind: transit-gateway\nfrom: dev\nto: { cluster: prod }\nallow: [{ into: prod, protocol: tcp, port: 443 }]\n",
  gateways: "kind: transit-gateway\nfrom: prod\nto: { cluster: far }\nprivateZones: true\n",
  attachment:
    "kind: transit-gateway\nfrom: lab\nto: { attachment: { attachmentId: tgw-attach-0123abcd, cidrs: [172.31.0.0/24] } }\n",
  office: site("dev", "198.51.100.7"),
  plant: site("alone", "198.51.100.8"),
  mine: site("stage", "198.51.100.9", ", bgpAsn: 65010"),
};

function fleetOf(link: string): Fleet {
  if (!Object.hasOwn(LINKS, link)) return loadFleet(resolve(ROOT, "examples/enterprise"), "2026-11-27");
  return linkedFleet(LINKS);
}

function recorded(file: string, today: Plan): Plan {
  if (isUpdate && !existsSync(file)) return today;
  const [plan] = parsePlans(`[${readFileSync(file, "utf8")}]`);
  if (plan === undefined) throw new Error(`${file} holds no plan`);
  return plan;
}

test.each(["eu-us", ...Object.keys(LINKS)])(
  "the link %s registers the types and names of its contract",
  async (link) => {
    const { resources } = await planStack(fleetOf(link), link);
    const names = resources.map(({ type, name }) => `${type} ${name}\n`).sort();
    const file = resolve(CONTRACT, `${link}.names.txt`);
    if (isUpdate) writeFileSync(file, names.join(""));
    expect(names.join(""), NAMES).toBe(readFileSync(file, "utf8"));
  },
);

describe.each(["office", "plant"])("the VPN %s", (link) => {
  test("replaces and deletes none of its recorded tunnels", async () => {
    const today = statefulCore(await planStack(fleetOf(link), link));
    const file = resolve(CONTRACT, `${link}.state.json`);
    expect(statefulLosses(recorded(file, today), today), STATE).toEqual([]);
    if (isUpdate) writeFileSync(file, planText(today));
    expect(statefulKeys(recorded(file, today)), STATE).toEqual(statefulKeys(today));
    expect(statefulKeys(today)).toEqual([`aws:ec2/vpnConnection:VpnConnection::${link}-connection`]);
  });
});
