import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const attached = (region: string, environment: string): string =>
  `kind: eks\nregion: ${region}\nenvironment: ${environment}\nsla: 1\nkubernetes: "1.35"\nnetwork: { mode: create, transitGateway: true }\n`;

const JOIN = 'joins: [{ between: [development, staging], why: "staging is filled" }]';
const RUNNERS =
  "foreign: { runners: { attachmentId: tgw-attach-0a1b2c3d, cidrs: [10.255.0.0/20], environments: [staging] } }";

/** Two regions with a gateway each; clusters behind both, and one behind none. */
const GROUND: Files = {
  "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace(
    "  reserved:\n",
    "  reserved:\n    - { cidr: 10.255.0.0/20, why: runners }\n",
  ),
  "regions/eu.yaml": `${SOUND["regions/eu.yaml"] ?? ""}transitGateway: { mode: own, asn: 64512, ${JOIN}, ${RUNNERS} }\ndns: { private: true }\n`,
  "regions/us.yaml":
    "account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { a: use1-az1, b: use1-az2 }\ntransitGateway: { mode: own, asn: 64513 }\n",
  "clusters/lab.yaml": attached("eu", "development"),
  "clusters/stage.yaml": attached("eu", "staging"),
  "clusters/prod.yaml": attached("eu", "production"),
  "clusters/live.yaml": attached("eu", "production"),
  "clusters/far.yaml": attached("us", "production"),
  "clusters/near.yaml": attached("us", "production"),
};

const links = (one: string, more: Files = {}): Files => ({ ...GROUND, "links/one.yaml": one, ...more });

const over = (from: string, to: string, more = ""): string =>
  `kind: transit-gateway\nfrom: ${from}\nto: { cluster: ${to} }\n${more}`;

const attachment = (from: string, cidr = "192.168.0.0/24", id = "tgw-attach-0123abcd"): string =>
  `kind: transit-gateway\nfrom: ${from}\nto: { attachment: { attachmentId: ${id}, cidrs: [${cidr}] } }\n`;

const site = (from: string, text = "address: 198.51.100.7, cidrs: [192.168.0.0/24]", more = ""): string =>
  `kind: vpn\nfrom: ${from}\nto: { site: { ${text} } }\n${more}`;

/** A peering with a network of an account of ours, which gets the names of the region. */
const named = (from: string, vpcId = "vpc-0123abcd"): string =>
  `kind: peering\nfrom: ${from}\nto: { network: { vpcId: ${vpcId}, cidrs: [192.168.0.0/24], awsRegion: us-east-1, account: main } }\nprivateZones: true\n`;

/** The VPC of the cluster `old`, which was there before. */
const OLD_VPC = /vpcId: (vpc-\w+)/.exec(SOUND["clusters/old.yaml"] ?? "")?.[1] ?? "";

/** One of each kind, side by side. */
export const SOUND_GATEWAY_LINKS: Files = {
  ...GROUND,
  "links/across.yaml": over("lab", "prod"),
  "links/joined.yaml": over("lab", "stage", "allow: [{ into: stage, protocol: tcp, port: 443 }]\n"),
  "links/gateways.yaml": over("prod", "far", "privateZones: true\n"),
  "links/office.yaml": site("dev"),
  "links/plant.yaml": site("stage", "address: 198.51.100.8, cidrs: [172.30.0.0/24], bgpAsn: 65010"),
  "links/partner.yaml": attachment("live", "172.31.0.0/24"),
  // Two links of one cluster to a region without a zone: only the other sides get names.
  "links/zoneless.yaml": "kind: peering\nfrom: prod\nto: { cluster: near }\nprivateZones: true\n",
  "links/store.yaml": named("lab", "vpc-0123abce"),
  "links/shop.yaml": named("stage", "vpc-0123abcf").replace("192.168.0.0", "192.168.1.0"),
};

/** Links whose kind and sides don't fit, and those that would take from a gateway what another has. */
export const GATEWAY_LINK_INPUTS: readonly BadInput[] = [
  bad(
    "a VPN to a cluster",
    links("kind: vpn\nfrom: lab\nto: { cluster: prod }\n"),
    "links/one.yaml:3:7 to.cluster: expected site with kind: vpn, got cluster",
  ),
  bad(
    "a peering with a site",
    links(site("dev").replace("vpn", "peering")),
    "links/one.yaml:3:7 to.site: expected cluster or network with kind: peering, got site",
  ),
  bad(
    "two other sides",
    links(
      "kind: vpn\nfrom: dev\nto: { cluster: prod, site: { address: 198.51.100.7, cidrs: [192.168.0.0/24] } }\n",
    ),
    "links/one.yaml:3:1 to: expected one of the keys cluster, network, attachment, site, got a map",
  ),
  bad(
    "options of a peering on a gateway",
    links(over("lab", "prod", "dnsResolution: true\n")),
    "links/one.yaml:4:16 dnsResolution: expected false: only a peering connection has this option, got true",
  ),
  bad(
    "a gateway that a cluster is not attached to",
    links(over("lab", "dev")),
    "links/one.yaml:3:16 to.cluster: expected a cluster with network.transitGateway: true, got dev",
  ),
  bad(
    "a link between joined environments that lets nothing in",
    links(over("lab", "stage")),
    "links/one.yaml:1:1 allow: expected what is let in: the gateway of eu routes between these clusters already, got nothing",
  ),
  bad(
    "two links from one environment to the same cluster",
    links(over("lab", "prod"), {
      "clusters/lab-b.yaml": attached("eu", "development"),
      "links/two.yaml": over("lab-b", "prod"),
    }),
    "links/two.yaml:3:1 to: expected a way that no other link makes: one leads from these clusters to prod, got lab-b and prod; join the environments under transitGateway.joins in regions/eu.yaml",
  ),
  bad(
    "two peerings of the same gateways",
    links(over("prod", "far"), { "links/two.yaml": over("near", "live") }),
    "links/two.yaml:3:1 to: expected gateways that no other link peers: one peers these, got eu and us; use kind: peering between further clusters",
  ),
  bad(
    "an attachment that is none",
    links(attachment("prod", "192.168.0.0/24", "tgw-0123abcd")),
    'links/one.yaml:3:35 to.attachment.attachmentId: expected the id of an attachment such as tgw-attach-0a1b2c3d4e5f60718, got "tgw-0123abcd"',
  ),
  bad(
    "an attachment without a range",
    links(attachment("prod", "")),
    "links/one.yaml:3:56 to.attachment.cidrs: expected at least one range, got a list",
  ),
  bad(
    "an attachment that the region has",
    links(attachment("prod", "192.168.0.0/24", "tgw-attach-0a1b2c3d")),
    'links/one.yaml:3:35 to.attachment.attachmentId: expected an attachment that regions/eu.yaml does not have under foreign: runners is this one, got "tgw-attach-0a1b2c3d"',
  ),
  bad(
    "an attachment of two links",
    links(attachment("prod"), { "links/two.yaml": attachment("stage", "172.31.0.0/24") }),
    'links/two.yaml:3:35 to.attachment.attachmentId: expected an attachment of no other link: one has this one, got "tgw-attach-0123abcd"; a network for several clusters belongs under transitGateway.foreign of their region',
  ),
  bad(
    "a range that the region leads elsewhere",
    links(attachment("stage", "10.255.0.0/24")),
    'links/one.yaml:3:64 to.attachment.cidrs[0]: expected a range that does not overlap those of runners in regions/eu.yaml, got "10.255.0.0/24"',
  ),
  bad(
    "a range that another cluster's link brings to the environment",
    links(attachment("prod"), {
      "links/two.yaml": attachment("live", "192.168.0.0/25", "tgw-attach-0123abce"),
    }),
    'links/two.yaml:3:64 to.attachment.cidrs[0]: expected a range that the link one does not bring to production in eu, got "192.168.0.0/25"',
  ),
  bad(
    "an attachment's range that a cluster may get",
    links(attachment("prod", "10.7.0.0/16")),
    'links/one.yaml:3:64 to.attachment.cidrs[0]: expected a range that no cluster can get, but 10.0.0.0/8 is a supernet, got "10.7.0.0/16"; add it to addresses.reserved of fleet.yaml',
  ),
  ...["10.1.2.3", "100.64.0.1", "198.51.100", "device.lagoon.cloud", "224.0.0.1"].map((address) =>
    bad(
      `the address ${address} for a device`,
      links(site("dev", `address: ${address}, cidrs: [192.168.0.0/24]`)),
      `links/one.yaml:3:24 to.site.address: expected the public IPv4 address of the other side's device, such as 198.51.100.7, got "${address}"`,
    ),
  ),
  bad(
    "a site's range that a cluster may get",
    links(site("dev", "address: 198.51.100.7, cidrs: [10.7.0.0/16]")),
    'links/one.yaml:3:46 to.site.cidrs[0]: expected a range that no cluster can get, but 10.0.0.0/8 is a supernet, got "10.7.0.0/16"; add it to addresses.reserved of fleet.yaml',
  ),
  bad(
    "a number that AWS has for its own",
    links(site("dev", "address: 198.51.100.7, cidrs: [192.168.0.0/24], bgpAsn: 7224")),
    "links/one.yaml:3:71 to.site.bgpAsn: expected an AS number, 1..4294967294, but for 7224, 9059, 10124, 17943, got 7224",
  ),
  bad(
    "a number beyond all numbers",
    links(site("dev", "address: 198.51.100.7, cidrs: [192.168.0.0/24], bgpAsn: 4294967295")),
    "links/one.yaml:3:71 to.site.bgpAsn: expected an AS number, 1..4294967294, got 4294967295",
  ),
  bad(
    "the number of the gateway on the other side, too",
    links(site("prod", "address: 198.51.100.7, cidrs: [192.168.0.0/24], bgpAsn: 64512")),
    "links/one.yaml:3:71 to.site.bgpAsn: expected a number other than that of AWS's side, 64512, got 64512",
  ),
  bad(
    "two VPNs at the one gateway of a VPC",
    links(site("dev"), {
      "links/two.yaml": site("dev", "address: 198.51.100.8, cidrs: [172.31.0.0/24]"),
    }),
    'links/two.yaml:2:7 from: expected a cluster without a VPN: that of one holds the one gateway of its VPC, got "dev"; several VPNs need a transit gateway',
  ),
  bad(
    "names of a zone for a site",
    links(site("dev", undefined, "privateZones: true\n")),
    "links/one.yaml:4:15 privateZones: expected false: zones are for VPCs, and on the other side atoll knows none, got true",
  ),
  bad(
    "names of a zone that both sides have",
    links(over("lab", "prod", "privateZones: true\n")),
    "links/one.yaml:4:15 privateZones: expected false: both sides have the names of eu already, got true",
  ),
  bad(
    "names of a zone that the VPC of a cluster has that was brought along",
    links(named("lab", OLD_VPC)),
    "links/one.yaml:4:15 privateZones: expected false: both sides have the names of eu already, got true",
  ),
  bad(
    "names of a zone that nobody has",
    links(over("prod", "far", "privateZones: true\n"), {
      "regions/eu.yaml": (GROUND["regions/eu.yaml"] as string).replace("dns: { private: true }\n", ""),
    }),
    "links/one.yaml:4:15 privateZones: expected false: eu, us has no private zone, got true",
  ),
  bad(
    "names of a zone for somebody else's network",
    links(
      'kind: peering\nfrom: dev\nto: { network: { vpcId: vpc-0123abcd, cidrs: [192.168.0.0/24], awsRegion: us-east-1, account: "999988887777" } }\nprivateZones: true\n',
    ),
    "links/one.yaml:4:15 privateZones: expected false with the account of somebody else (999988887777), who asks for names, got true",
  ),
  bad(
    "the names of one region by two links",
    links(over("prod", "far", "privateZones: true\n"), {
      "regions/us.yaml": `${GROUND["regions/us.yaml"] as string}dns: { private: true }\n`,
      "links/two.yaml": "kind: peering\nfrom: prod\nto: { cluster: near }\nprivateZones: true\n",
    }),
    "links/two.yaml:4:15 privateZones: expected false: one brings the names of us to prod already, got true",
  ),
  bad(
    "the names of one region to one network by two links",
    links(named("lab"), { "links/two.yaml": named("prod") }),
    "links/two.yaml:4:15 privateZones: expected false: one brings the names of eu to vpc-0123abcd already, got true",
  ),
];
