import { describe, expect, test } from "vitest";
import { faultsAfter, lockOf } from "../locked-inventory.ts";
import { type Files, SOUND } from "../written-inventory.ts";

const FLEET = SOUND["fleet.yaml"] ?? "";
const ZONE = "hostedZone: { id: Z0123456789, account: main }\n";
const CERTIFICATES = "certificates: { email: ops@lagoon.cloud, hostedZoneId: Z0123456789 }\n";
const DEV = SOUND["clusters/dev.yaml"] ?? "";

/** Tenant zeta on dev, with one application for each line; names are proven there. */
const zeta = (...lines: readonly string[]): Files => ({
  "fleet.yaml": FLEET + ZONE + CERTIFICATES,
  "tenants/zeta.yaml": `${SOUND["tenants/zeta.yaml"] ?? ""}applications:\n${lines.map((line) => `  ${line}\n`).join("")}`,
});

const SHOP = 'shop: { repository: "https://github.com/zeta/shop.git" }';
const QUIET = SHOP.replace(" }", ", public: false }");
const BEFORE = zeta(SHOP, 'blog: { repository: "https://github.com/zeta/blog.git", public: false }');

test("the lock knows where applications come from, and where requests reach them", () => {
  expect(lockOf(BEFORE).tenants["zeta"]?.applications).toEqual({
    shop: { from: "https://github.com/zeta/shop.git deploy", published: ["trial"] },
    blog: { from: "https://github.com/zeta/blog.git deploy" },
  });
  expect(lockOf({}).tenants["zeta"]?.applications).toBeUndefined();
  expect(faultsAfter(BEFORE, BEFORE)).toEqual([]);
});

describe("ways in are not closed by what the platform takes away:", () => {
  const told = (needs: string, file: string): string =>
    `clusters/dev.yaml: expected ${needs}, for requests from outside reach shop of zeta in trial there, got none; restore it in ${file}; to close the ways in, set public: false for the applications and run atoll lock first`;

  test.for<[string, Files, string]>([
    ["certificates", { "fleet.yaml": FLEET + ZONE }, told("certificates", "fleet.yaml")],
    [
      "the zone",
      { "fleet.yaml": FLEET + CERTIFICATES },
      told("a hostedZone or cloudflare that it may write into", "fleet.yaml"),
    ],
    [
      "the add-on that asks for certificates",
      { "clusters/dev.yaml": `${DEV}addOns: { cert-manager: { enabled: false } }\n` },
      told("the add-on cert-manager", "clusters/dev.yaml"),
    ],
  ])("%s", ([, change, expected]) => {
    const shop = zeta(SHOP);
    expect(faultsAfter(shop, { ...shop, ...change })).toContain(expected);
    // Whoever was never reached, or is to be reached no more, loses nothing.
    const quiet = zeta(QUIET);
    expect(faultsAfter(quiet, { ...quiet, ...change })).not.toContain(expected);
    expect(faultsAfter(shop, { ...quiet, ...change })).not.toContain(expected);
  });

  test("of many one is named", () => {
    const many = zeta(SHOP, SHOP.replaceAll("shop", "blog"));
    expect(faultsAfter(many, { ...many, "fleet.yaml": FLEET + ZONE })).toContain(
      told("certificates", "fleet.yaml").replace("shop of zeta in trial", "blog of zeta in trial and 1 more"),
    );
  });

  test("nor by a successor to which requests go already", () => {
    const pair = {
      ...zeta(SHOP),
      "clusters/dev.yaml": `${DEV}traffic: { weight: 90 }\n`,
      "clusters/green.yaml": `${DEV}replaces: dev\nswitchOver: { on: "2026-12-01" }\ntraffic: { weight: 10 }\n`,
    };
    const off = "addOns: { cert-manager: { enabled: false } }\n";
    const after = { ...pair, "clusters/green.yaml": pair["clusters/green.yaml"] + off };
    const expected = told("the add-on cert-manager", "clusters/green.yaml").replace("/dev", "/green");
    expect(faultsAfter(pair, after)).toContain(expected);
    const idle = { "clusters/green.yaml": after["clusters/green.yaml"].replace("weight: 10", "weight: 0") };
    expect(faultsAfter(pair, { ...after, ...idle, "clusters/dev.yaml": DEV })).not.toContain(expected);
  });
});

describe("an application", () => {
  const RENAMED = SHOP.replace("shop:", "store:");
  const refused =
    'tenants/zeta.yaml:7:3 applications.store: expected shop, as https://github.com/zeta/shop.git deploy was called until now, got "store"; bring the new name from a folder of its own, beside the old one, and remove that when the new one serves';

  test("keeps its name while it comes from where it came", () => {
    expect(faultsAfter(zeta(SHOP), zeta(RENAMED))).toEqual([refused]);
  });

  test.for<[string, Files]>([
    ["leaves", zeta(QUIET.replaceAll("shop", "other"))],
    ["comes beside it", zeta(SHOP, RENAMED)],
    ["takes its place from another folder", zeta(RENAMED.replace(" }", ", path: store }"))],
  ])("%s", ([, after]) => {
    expect(faultsAfter(zeta(SHOP), after)).toEqual([]);
  });
});
