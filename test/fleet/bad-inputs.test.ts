import { describe, expect, test } from "vitest";
import { APPLICATION_INPUTS, SOUND_APPLICATIONS } from "./bad-inputs/applications.ts";
import { AUTOSCALER_INPUTS } from "./bad-inputs/autoscalers.ts";
import { DATA_INPUTS, SOUND_DATA } from "./bad-inputs/data.ts";
import { DATABASE_INPUTS, SOUND_DATABASES } from "./bad-inputs/databases.ts";
import { DELIVERY_INPUTS, SOUND_DELIVERY } from "./bad-inputs/delivery.ts";
import { IP_FAMILY_INPUTS } from "./bad-inputs/ip-family.ts";
import { GUARDED_VALUE_INPUTS, SOUND_VALUES } from "./bad-inputs/guarded-values.ts";
import { HOST_INPUTS, SOUND_HOSTS } from "./bad-inputs/hosts.ts";
import { K3S_POOL_INPUTS } from "./bad-inputs/k3s-pools.ts";
import { K3S_INPUTS } from "./bad-inputs/k3s.ts";
import { KEY_INPUTS } from "./bad-inputs/keys.ts";
import { KIND_INPUTS, SOUND_KINDS } from "./bad-inputs/kinds.ts";
import { GATEWAY_LINK_INPUTS, SOUND_GATEWAY_LINKS } from "./bad-inputs/gateway-links.ts";
import { LINK_INPUTS, SOUND_NETWORK, SOUND_PEERS } from "./bad-inputs/links.ts";
import { MESH_AND_COST_INPUTS, SOUND_MESH_AND_COST } from "./bad-inputs/mesh-and-cost.ts";
import { MIRROR_INPUTS, SOUND_MIRRORS } from "./bad-inputs/mirrors.ts";
import { NAME_ZONE_INPUTS, SOUND_CLOUDFLARE } from "./bad-inputs/cloudflare.ts";
import { MONITORING_INPUTS, SOUND_MONITORING } from "./bad-inputs/monitoring.ts";
import { NAME_INPUTS } from "./bad-inputs/names.ts";
import { NETWORK_INPUTS } from "./bad-inputs/networks.ts";
import { NOT_YET } from "./bad-inputs/not-yet.ts";
import { NUMBER_INPUTS } from "./bad-inputs/numbers.ts";
import { POD_NETWORKING_INPUTS } from "./bad-inputs/pod-networking.ts";
import { POOL_INPUTS } from "./bad-inputs/pools.ts";
import { PRIVATE_NETWORK_INPUTS } from "./bad-inputs/private-networks.ts";
import { QUANTITY_INPUTS } from "./bad-inputs/quantities.ts";
import { RANGE_INPUTS } from "./bad-inputs/ranges.ts";
import { REGION_INPUTS } from "./bad-inputs/regions.ts";
import { REGION_MEMBER_INPUTS } from "./bad-inputs/region-members.ts";
import { SEMANTIC_INPUTS } from "./bad-inputs/semantics.ts";
import { STATE_INPUTS } from "./bad-inputs/state.ts";
import { SOUND_TELEMETRY, TELEMETRY_INPUTS } from "./bad-inputs/telemetry.ts";
import { TENANT_INPUTS } from "./bad-inputs/tenants.ts";
import { SOUND_WAYS, WAY_INPUTS } from "./bad-inputs/ways.ts";
import { YAML_INPUTS } from "./bad-inputs/yaml.ts";
import { loaderFaults, SOUND } from "./written-inventory.ts";

const TABLES = {
  "YAML as a language": YAML_INPUTS,
  "names, routes and ways out of tenants": WAY_INPUTS,
  "numbers that are none": NUMBER_INPUTS,
  "keys and values": KEY_INPUTS,
  names: NAME_INPUTS,
  "zones that names are written into": NAME_ZONE_INPUTS,
  "ranges of addresses": RANGE_INPUTS,
  networks: NETWORK_INPUTS,
  "networks without a way out": PRIVATE_NETWORK_INPUTS,
  "addresses of pods": POD_NETWORKING_INPUTS,
  "families of addresses": IP_FAMILY_INPUTS,
  "pools of nodes": POOL_INPUTS,
  "what launches nodes": AUTOSCALER_INPUTS,
  "mirrors of what machines pull": MIRROR_INPUTS,
  "the mesh, costs and dashboards": MESH_AND_COST_INPUTS,
  "backups, databases and scans": DATA_INPUTS,
  "logs and traces": TELEMETRY_INPUTS,
  "delivery and who people are": DELIVERY_INPUTS,
  "databases of tenants": DATABASE_INPUTS,
  "applications of tenants": APPLICATION_INPUTS,
  "states and pipelines": STATE_INPUTS,
  "regions and their buckets": REGION_INPUTS,
  "members of regions": REGION_MEMBER_INPUTS,
  "kinds of clusters": KIND_INPUTS,
  "K3s in AWS": K3S_INPUTS,
  "workers of K3s": K3S_POOL_INPUTS,
  "machines that stand elsewhere": HOST_INPUTS,
  tenants: TENANT_INPUTS,
  links: LINK_INPUTS,
  "links over gateways": GATEWAY_LINK_INPUTS,
  "how clusters are watched": MONITORING_INPUTS,
  "values of charts": GUARDED_VALUE_INPUTS,
  "quantities and days": QUANTITY_INPUTS,
  "what entries say together": SEMANTIC_INPUTS,
};

test("the inventory that every row edits has no fault", () => {
  expect(loaderFaults({})).toEqual([]);
});

test("nor has one whose zone is at Cloudflare", () => {
  expect(loaderFaults(SOUND_CLOUDFLARE)).toEqual([]);
});

test("nor has one with words about logs and traces", () => {
  expect(loaderFaults(SOUND_TELEMETRY)).toEqual([]);
});

test("nor has one with words about the mesh and about costs", () => {
  expect(loaderFaults(SOUND_MESH_AND_COST)).toEqual([]);
});

test("nor has one with mirrors of all that is pulled", () => {
  expect(loaderFaults(SOUND_MIRRORS)).toEqual([]);
});

test.each([...SOUND_DELIVERY, ...SOUND_APPLICATIONS])(
  "nor has one that delivers, and people who sign in (%#)",
  (files) => {
    expect(loaderFaults(files)).toEqual([]);
  },
);

test.each(SOUND_WAYS)("nor has one with %s", (_, files) => {
  expect(loaderFaults(files)).toEqual([]);
});

test.each(SOUND_DATA)("nor has one with backups, databases and scans (%#)", (files) => {
  expect(loaderFaults(files)).toEqual([]);
});

test.each(SOUND_DATABASES)("nor has one with databases of tenants (%#)", (files) => {
  expect(loaderFaults(files)).toEqual([]);
});

test.each(SOUND_MONITORING)("nor has one that is watched (%#)", (files) => {
  expect(loaderFaults(files)).toEqual([]);
});

test.each(SOUND_VALUES)("nor has one with an override that undoes nothing (%#)", (files) => {
  expect(loaderFaults(files)).toEqual([]);
});

test.each([...SOUND_KINDS, ...SOUND_HOSTS])("nor has one with a cluster of another kind (%#)", (files) => {
  expect(loaderFaults(files)).toEqual([]);
});

describe.each(Object.entries(TABLES))("the loader refuses, of %s,", (_, rows) => {
  test.each(rows)("$row", ({ files, faults }) => {
    expect(loaderFaults(files)).toEqual(faults);
  });
});

test("all faults of a run come at once, file by file and line by line", () => {
  const faults = loaderFaults({
    "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace("lagoon.cloud", "Lagoon.cloud"),
    "regions/eu.yaml": (SOUND["regions/eu.yaml"] ?? "").replace("account: main", "account: mian"),
    "clusters/dev.yaml": (SOUND["clusters/dev.yaml"] ?? "")
      .replace("sla: 1", "slo: 1")
      .replace('"1.35"', "1.30")
      .replace("max: 20", "max: many"),
    "clusters/old.yaml": "",
    "tenants/zeta.yaml": (SOUND["tenants/zeta.yaml"] ?? "").replace("tier: pooled", "tier: Pooled"),
    "tenants/Omega.yaml": SOUND["tenants/zeta.yaml"],
  });
  const keys =
    "kind, provider, region, environment, sla, profile, addOns, platformReplicas, kubernetes, zones, serviceCidr, nodes, access, accessRoles, controlPlane, network, k3s, hosts, attached, oidc, protect, cells, tenantGuards, replaces, switchOver, traffic, adopt, lifecycle, retireAfter";
  const name = "a lower-case name of letters, digits and single hyphens that starts with a letter";
  expect(faults).toEqual([
    "clusters/dev.yaml:1:1 sla: expected one of 1, 2, 3, got nothing",
    `clusters/dev.yaml:4:1 slo: expected one of the keys ${keys}, got "slo"; did you mean sla`,
    'clusters/dev.yaml:5:13 kubernetes: expected a plain whole number, got 1.30; if it is text, quote it: "1.30"',
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got "many"',
    "clusters/old.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
    'fleet.yaml:2:10 dnsZone: expected a DNS zone such as lagoon.cloud, in lower case, got "Lagoon.cloud"; write lagoon.cloud',
    'regions/eu.yaml:1:10 account: expected an account of fleet.yaml (main), got "mian"; did you mean main',
    `tenants/Omega.yaml: expected ${name}, at most 20 characters, as file name, got "Omega"`,
    'tenants/zeta.yaml:2:7 tier: expected one of pooled, dedicated-nodes, dedicated-cluster, got "Pooled"; did you mean pooled',
  ]);
});

test("each row is named once", () => {
  const refused = Object.values(TABLES).flatMap((rows) => rows.map(({ row }) => row));
  const names = [...refused, ...Object.keys(NOT_YET)];
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe("the loader reads without a word", () => {
  const dev = SOUND["clusters/dev.yaml"] ?? "";
  test.each([
    ["a byte-order mark", `\uFEFF${dev}`],
    ["the line ends of Windows", dev.replaceAll("\n", "\r\n")],
    ["the line ends of old Macs", dev.replaceAll("\n", "\r")],
    ["comments and blank lines", `# a cluster\n\n${dev}\n# the end`],
    ["a document start", `---\n${dev}`],
    ["a directive for YAML 1.2", `%YAML 1.2\n---\n${dev}`],
    ["quoted keys", dev.replace("kind:", '"kind":')],
    ["no line end at the end", dev.trimEnd()],
  ])("%s", (_, text) => {
    expect(loaderFaults({ "clusters/dev.yaml": text })).toEqual([]);
  });

  test("notes and dot files beside the entries", () => {
    const notes = {
      "README.md": "x",
      "tenants/README.md": "x",
      "clusters/.keep": "",
      ".schema/x.json": "{}",
    };
    expect(loaderFaults(notes)).toEqual([]);
  });

  test("links between two clusters and to a network that others run", () => {
    const prod = {
      "clusters/prod.yaml": dev,
      "links/peers.yaml": SOUND_PEERS,
      "links/net.yaml": SOUND_NETWORK,
    };
    expect(loaderFaults(prod)).toEqual([]);
  });

  test("links over gateways, and VPNs", () => {
    expect(loaderFaults(SOUND_GATEWAY_LINKS)).toEqual([]);
  });

  test("a folder of links without a link", () => {
    expect(loaderFaults({ "links/.keep": "" })).toEqual([]);
  });

  test("a folder without tenants", () => {
    expect(loaderFaults({ "tenants/acme.yaml": undefined, "tenants/zeta.yaml": undefined })).toEqual([]);
  });
});
