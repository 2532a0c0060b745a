import { expect, test } from "vitest";
import { foreignRecords, type RecordSet } from "../../../cli/teardown/zone-records.ts";

const ZONE = { id: "Z0", name: "eu.example.com." };
const heritage = (owner: string) => [
  { Value: `"heritage=external-dns,external-dns/owner=${owner},external-dns/resource=service/shop/web"` },
];
const record = (
  Name: string,
  Type: string,
  ResourceRecords: RecordSet["ResourceRecords"] = [],
): RecordSet => ({
  ...{ Name: `${Name}.`, Type },
  ResourceRecords,
});

/** Each foreign record and whether it goes. */
function fates(records: readonly RecordSet[], ids: readonly string[] = []): readonly string[] {
  const owners = { ids: new Set(ids), gone: new Set(["dev"]) };
  const found = foreignRecords({ ...ZONE, records }, owners);
  return found.map(({ text, isFree }) => `${isFree ? "goes" : "stays"} ${text}`);
}

test("what AWS makes with a zone, and what the state knows, is not foreign", () => {
  const own = [
    record("eu.example.com", "NS"),
    record("eu.example.com", "SOA"),
    record("www.eu.example.com", "A"),
  ];
  expect(fates(own, ["Z0_www.eu.example.com_A"])).toEqual([]);
  expect(fates(own, ["Z0_www_A"])).toEqual([]);
  expect(fates(own)).toEqual(["stays Record www.eu.example.com A in Z0"]);
});

test("a name with a star is known, though Route 53 lists the star as an escape code", () => {
  const wildcard = record("\\052.eu.example.com", "CNAME");
  expect(fates([wildcard], ["Z0_*.eu.example.com_CNAME"])).toEqual([]);
  expect(fates([wildcard], ["Z0_*_CNAME"])).toEqual([]);
  expect(fates([wildcard])).toEqual(["stays Record *.eu.example.com CNAME in Z0"]);
});

test("one of several records of a name is known by its identifier", () => {
  const weighted = { ...record("www.eu.example.com", "A"), SetIdentifier: "blue" };
  expect(fates([weighted], ["Z0_www.eu.example.com_A_blue"])).toEqual([]);
  expect(fates([weighted], ["Z0_www.eu.example.com_A_green"])).toHaveLength(1);
});

test("names are known behind the prefix that atoll gives to what says whose they are", () => {
  const records = [
    record("atoll-a-ingress.dev.eu.example.com", "TXT", heritage("dev")),
    record("ingress.dev.eu.example.com", "A"),
    record("a-ingress.dev.eu.example.com", "A"),
  ];
  expect(fates(records)).toEqual([
    "goes Record ingress.dev.eu.example.com A in Z0, of external-dns of dev",
    "stays Record a-ingress.dev.eu.example.com A in Z0",
    "goes Record atoll-a-ingress.dev.eu.example.com TXT in Z0, of external-dns of dev",
  ]);
});

test("records of an ExternalDNS whose cluster is gone go, and what says whose they are goes last", () => {
  const records = [
    record("a-shop.eu.example.com", "TXT", heritage("dev")),
    record("shop.eu.example.com", "TXT", heritage("dev")),
    record("shop.eu.example.com", "A"),
  ];
  expect(fates(records)).toEqual([
    "goes Record shop.eu.example.com A in Z0, of external-dns of dev",
    "goes Record a-shop.eu.example.com TXT in Z0, of external-dns of dev",
    "goes Record shop.eu.example.com TXT in Z0, of external-dns of dev",
  ]);
});

test("records of an ExternalDNS whose cluster lives, or that no fleet knows, stay", () => {
  const records = [
    record("cname-shop.eu.example.com", "TXT", heritage("prod")),
    record("shop.eu.example.com", "A"),
  ];
  expect(fates(records)).toEqual([
    "stays Record shop.eu.example.com A in Z0, of external-dns of prod",
    "stays Record cname-shop.eu.example.com TXT in Z0, of external-dns of prod",
  ]);
});

test("what people wrote beside a record of ExternalDNS is theirs", () => {
  const records = [
    record("shop.eu.example.com", "TXT", heritage("dev")),
    record("shop.eu.example.com", "MX"),
    record("a-shop.eu.example.com", "TXT", [{ Value: '"v=spf1 -all"' }]),
  ];
  expect(fates(records).filter((fate) => fate.startsWith("stays"))).toEqual([
    "stays Record shop.eu.example.com MX in Z0",
    "stays Record a-shop.eu.example.com TXT in Z0",
  ]);
});

test("what is left of an ACME challenge goes", () => {
  const records = [
    record("_acme-challenge.shop.eu.example.com", "TXT", [{ Value: '"x"' }]),
    record("_acme-challenge.shop.eu.example.com", "CNAME"),
  ];
  expect(fates(records)).toEqual([
    "stays Record _acme-challenge.shop.eu.example.com CNAME in Z0",
    "goes Record _acme-challenge.shop.eu.example.com TXT in Z0, of an ACME challenge",
  ]);
});
