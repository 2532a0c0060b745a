import { type Files, SOUND } from "../written-inventory.ts";
import { attached, bad, type BadInput } from "./bad-input.ts";

const prod = (SOUND["clusters/dev.yaml"] ?? "").replace("development", "production");

/** A second cluster that may be linked, and a link. */
const linked = (link: string, more: Files = {}): Files => ({
  "clusters/prod.yaml": prod,
  "links/one.yaml": link,
  ...more,
});

/** A link between two clusters, with one passage replaced or added. */
const peers = (from = "", to = "", more: Files = {}): Files => linked(edit(SOUND_PEERS, from, to), more);

const network = (from = "", to = "", more: Files = {}): Files => linked(edit(SOUND_NETWORK, from, to), more);

export const SOUND_PEERS = `kind: peering
from: dev
to: { cluster: prod }
allow:
  - { into: prod, protocol: tcp, port: 443 }
`;

export const SOUND_NETWORK = `kind: peering
from: dev
to:
  network:
    vpcId: vpc-0123456789abcdef0
    cidrs: [192.168.0.0/24]
    awsRegion: us-east-1
    account: main
    routeTableIds: [rtb-0123456789abcdef0]
`;

function edit(text: string, from: string, to: string): string {
  if (from !== "" && text.split(from).length !== 2) throw new Error(`not exactly once: ${from}`);
  return from === "" ? text : text.replace(from, () => to);
}

const KEYS = "kind, from, to, dnsResolution, privateZones, allow, lifecycle, retireAfter";

/** Links that lead nowhere, where none may lead, or to addresses that are not theirs alone. */
export const LINK_INPUTS: readonly BadInput[] = [
  bad(
    "a link of another kind",
    peers("kind: peering", "kind: peerin"),
    'links/one.yaml:1:7 kind: expected one of peering, transit-gateway, vpn, got "peerin"; did you mean peering',
  ),
  bad(
    "a misspelt key of a link",
    peers("allow:", "alow:"),
    `links/one.yaml:4:1 alow: expected one of the keys ${KEYS}, got "alow"; did you mean allow`,
  ),
  bad(
    "an empty link",
    linked(""),
    "links/one.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
  ),
  bad(
    "a link to nothing",
    peers("{ cluster: prod }", "{}"),
    "links/one.yaml:3:1 to: expected one of the keys cluster, network, attachment, site, got a map",
  ),
  bad(
    "a link from a cluster that does not exist",
    peers("from: dev", "from: dve"),
    'links/one.yaml:2:7 from: expected a cluster (dev, old, prod), got "dve"; did you mean dev',
  ),
  bad(
    "a link to a cluster that does not exist",
    linked("kind: peering\nfrom: dev\nto: { cluster: staging }\n"),
    'links/one.yaml:3:16 to.cluster: expected a cluster (dev, old, prod), got "staging"',
  ),
  bad(
    "a link of a cluster with itself",
    linked("kind: peering\nfrom: dev\nto: { cluster: dev }\n"),
    'links/one.yaml:3:16 to.cluster: expected a cluster other than that of from, got "dev"',
  ),
  bad(
    "a link to a cluster in a VPC that was brought along",
    linked("kind: peering\nfrom: dev\nto: { cluster: old }\n"),
    "links/one.yaml:3:16 to.cluster: expected a cluster whose network atoll made, got old, in a VPC that was brought along; link its VPC as to.network, with its route tables",
  ),
  bad(
    "a link to a legacy network",
    linked("kind: peering\nfrom: dev\nto: { cluster: old }\n", {
      "clusters/old.yaml": (SOUND["clusters/old.yaml"] ?? "").replace(
        "mode: existing",
        "mode: existing\n  legacy: true",
      ),
    }),
    "links/one.yaml:3:16 to.cluster: expected a cluster whose network atoll made, got old, in a VPC that was brought along; a legacy network is never connected",
  ),
  bad(
    "a link to a network that may never be linked",
    peers("", "", { "clusters/prod.yaml": `${prod}network: { mode: create, linkable: false }\n` }),
    "links/one.yaml:3:16 to.cluster: expected a cluster that may be linked, got prod, with network.linkable: false",
  ),
  bad(
    "a link to a cluster that leaves",
    peers("", "", { "clusters/prod.yaml": `${prod}lifecycle: retiring\nretireAfter: 2026-12-24\n` }),
    "links/one.yaml:3:16 to.cluster: expected a cluster that stays, got prod, which is retiring; retire the link first",
  ),
  bad(
    "two links between the same clusters",
    peers("", "", { "links/two.yaml": "kind: peering\nfrom: prod\nto: { cluster: dev }\n" }),
    "links/two.yaml:3:1 to: expected sides that no other link connects: one connects these, got prod and dev",
  ),
  bad(
    "a link with the name of a cluster",
    { "clusters/prod.yaml": prod, "links/dev.yaml": SOUND_PEERS },
    'links/dev.yaml: expected an id that no cluster has, for both name a stack, got "dev"',
  ),
  bad(
    "a link with the name of a region",
    { "clusters/prod.yaml": prod, "links/eu.yaml": SOUND_PEERS },
    'links/eu.yaml: expected an id that no region has, for both name a stack, got "eu"',
  ),
  bad(
    "a link that retires without a day",
    peers("from: dev", "from: dev\nlifecycle: retiring"),
    "links/one.yaml:1:1 retireAfter: expected retireAfter with the first day of removal, for lifecycle is retiring, got nothing",
  ),
  bad(
    "an allowance into a cluster that is no side",
    peers("into: prod", "into: old"),
    'links/one.yaml:5:13 allow[0].into: expected a cluster of this link (dev, prod), got "old"',
  ),
  bad(
    "an allowance into a cluster that others run",
    peers("", "", { "clusters/prod.yaml": attached(prod) }),
    "links/one.yaml:3:16 to.cluster: expected a cluster whose network atoll made, got prod, whose machines are elsewhere; whoever runs the machines connects them",
    "links/one.yaml:5:13 allow[0].into: expected a cluster of kind eks, or k3s in AWS, whose nodes atoll knows, got prod, of kind attached",
  ),
  bad(
    "an allowance of tcp without a port",
    peers(", port: 443", ""),
    "links/one.yaml:5:5 allow[0].port: expected a port for tcp, got nothing",
  ),
  bad(
    "an allowance of icmp with a port",
    peers("tcp", "icmp"),
    "links/one.yaml:5:41 allow[0].port: expected no port with protocol: icmp, which has none, got 443",
  ),
  bad(
    "an allowance that network ACLs would drop",
    peers("", "", { "clusters/prod.yaml": `${prod}network: { mode: create, networkAcls: true }\n` }),
    'links/one.yaml:5:13 allow[0].into: expected tcp or udp with a port from 1024 on: the network ACLs of prod let in nothing else, got "prod"',
  ),
  bad(
    "an allowance of everything",
    peers("protocol: tcp, port: 443", 'protocol: "-1"'),
    'links/one.yaml:5:29 allow[0].protocol: expected one of tcp, udp, icmp, got "-1"',
  ),
  bad(
    "a port that none is",
    peers("443", "0"),
    "links/one.yaml:5:40 allow[0].port: expected a whole number in 1..65535, got 0",
  ),
  bad(
    "an allowance given twice",
    peers("port: 443 }", "port: 443 }\n  - { into: prod, protocol: tcp, port: 443 }"),
    "links/one.yaml:6:5 allow[1]: expected each allowance once; remove one of them, got prod tcp 443",
  ),
  bad(
    "a reason that AWS does not take",
    peers("port: 443", "port: 443, why: the shop's orders"),
    'links/one.yaml:5:50 allow[0].why: expected a text of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, as AWS takes it, got "the shop\'s orders"',
  ),
  bad(
    "a link to a network in China",
    network("us-east-1", "cn-north-1"),
    'links/one.yaml:7:16 to.network.awsRegion: expected a region of AWS\'s commercial partition, got "cn-north-1"; GovCloud, China and sovereign clouds are not supported',
  ),
  bad(
    "a link to an account that does not exist",
    network("account: main", "account: mian"),
    'links/one.yaml:8:14 to.network.account: expected an account of fleet.yaml (main), got "mian"; did you mean main',
  ),
  bad(
    "a link to an account by a number that has a name",
    network("account: main", 'account: "111122223333"'),
    'links/one.yaml:8:14 to.network.account: expected the name of an account that fleet.yaml has, got "111122223333"; write main',
  ),
  bad(
    "a link to an account that is none",
    network("account: main", "account: 12"),
    "links/one.yaml:8:14 to.network.account: expected the name of an account in fleet.yaml, or the number of somebody else's, 12 digits, quoted, got 12; quote it",
  ),
  bad(
    "routes and names in somebody else's account",
    linked(`${SOUND_NETWORK.replace("account: main", 'account: "999988887777"')}dnsResolution: true\n`),
    "links/one.yaml:9:5 to.network.routeTableIds: expected no route tables with the account of somebody else (999988887777): its owner adds the routes, got a list",
    "links/one.yaml:10:16 dnsResolution: expected false with the account of somebody else (999988887777): it needs a connection that is accepted, got true",
  ),
  bad(
    "a foreign range that is public",
    network("192.168.0.0/24", "8.8.8.0/24"),
    'links/one.yaml:6:13 to.network.cidrs[0]: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "8.8.8.0/24"',
  ),
  bad(
    "a foreign range that a cluster may get",
    network("192.168.0.0/24", "10.7.0.0/16"),
    'links/one.yaml:6:13 to.network.cidrs[0]: expected a range that no cluster can get, but 10.0.0.0/8 is a supernet, got "10.7.0.0/16"; add it to addresses.reserved of fleet.yaml',
  ),
  bad(
    "two links from one cluster to the same range",
    network("", "", {
      "links/two.yaml": SOUND_NETWORK.replace("vpc-0123456789abcdef0", "vpc-0123456789abcdef1"),
    }),
    'links/two.yaml:6:13 to.network.cidrs[0]: expected a range to which dev has no other way: 192.168.0.0/24 is that of the link one, got "192.168.0.0/24"',
  ),
  bad(
    "a foreign range inside another of the link",
    network("[192.168.0.0/24]", "[192.168.0.0/24, 192.168.0.128/25]"),
    'links/one.yaml:6:29 to.network.cidrs[1]: expected a range to which dev has no other way: 192.168.0.0/24 is another of this link, got "192.168.0.128/25"',
  ),
  bad(
    "a route table that none is",
    network("rtb-0123456789abcdef0", "vpc-0123456789abcdef0"),
    'links/one.yaml:9:21 to.network.routeTableIds[0]: expected a route table id such as rtb-0a1b2c3d4e5f60718, got "vpc-0123456789abcdef0"',
  ),
];
