import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const supernet = (cidr: string): Files => edited("fleet.yaml", "[10.0.0.0/8]", `[${cidr}]`);
const services = (cidr: string): Files =>
  edited("clusters/dev.yaml", "sla: 1", `sla: 1\nserviceCidr: ${cidr}`);
const vpc = (cidr: string): Files => edited("clusters/old.yaml", "cidr: 192.168.128.0/17", `cidr: ${cidr}`);
const network = (text: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n`,
});

/** Ranges of addresses. */
export const RANGE_INPUTS: readonly BadInput[] = [
  bad(
    "a range with host bits",
    supernet("10.0.1.0/16"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a network address without host bits, got "10.0.1.0/16"; write 10.0.0.0/16',
  ),
  bad(
    "a range without a netmask length",
    supernet("10.0.0.0"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "10.0.0.0"; add the netmask length',
  ),
  bad(
    "an IPv6 range",
    supernet('"fd00::/8"'),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "fd00::/8"; IPv6 ranges are assigned by AWS, see dualStack',
  ),
  bad(
    "an IPv4 address written as IPv6",
    supernet('"::ffff:10.0.0.0/104"'),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "::ffff:10.0.0.0/104"; IPv6 ranges are assigned by AWS, see dualStack',
  ),
  bad(
    "a range with a leading zero",
    supernet("010.0.0.0/8"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected numbers without leading zeros, got "010.0.0.0/8"',
  ),
  bad(
    "a range with a number above 255",
    supernet("10.256.0.0/16"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "10.256.0.0/16"',
  ),
  bad(
    "a netmask length above 32",
    supernet("10.0.0.0/33"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "10.0.0.0/33"',
  ),
  bad(
    "a netmask instead of its length",
    supernet("10.0.0.0/255.0.0.0"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "10.0.0.0/255.0.0.0"',
  ),
  bad(
    "a range of three numbers",
    supernet("10.0.0/8"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected an IPv4 network such as 10.0.0.0/16, got "10.0.0/8"',
  ),
  bad(
    "the whole internet",
    supernet("0.0.0.0/0"),
    "fleet.yaml:7:1 addresses.serviceCidr: expected a range that does not overlap 0.0.0.0/0, a supernet",
    'fleet.yaml:8:15 addresses.supernets[0]: expected a range that hosts do not treat specially, got "0.0.0.0/0"',
  ),
  bad(
    "a public range",
    supernet("8.0.0.0/8"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "8.0.0.0/8"',
  ),
  bad(
    "a link-local range",
    supernet("169.254.0.0/16"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a range that hosts do not treat specially, got "169.254.0.0/16"',
  ),
  bad(
    "a loopback range",
    supernet("127.0.0.0/8"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a range that hosts do not treat specially, got "127.0.0.0/8"',
  ),
  bad(
    "a multicast range",
    supernet("224.0.0.0/4"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a range that hosts do not treat specially, got "224.0.0.0/4"',
  ),
  bad(
    "the bridge of Docker hosts",
    supernet("172.16.0.0/12"),
    "fleet.yaml:7:1 addresses.serviceCidr: expected a range that does not overlap 172.16.0.0/12, a supernet",
    'fleet.yaml:8:15 addresses.supernets[0]: expected a range without 172.17.0.0/16, the bridge of Docker hosts, got "172.16.0.0/12"',
  ),
  bad(
    "shared address space as routed space",
    supernet("100.64.0.0/10"),
    'fleet.yaml:8:15 addresses.supernets[0]: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "100.64.0.0/10"',
  ),
  bad(
    "supernets that overlap",
    supernet("10.0.0.0/8, 10.64.0.0/10"),
    'fleet.yaml:8:27 addresses.supernets[1]: expected a range that does not overlap 10.0.0.0/8, got "10.64.0.0/10"',
  ),
  bad(
    "a pod supernet outside shared address space",
    edited("fleet.yaml", "  supernets", "  podSupernet: 10.0.0.0/8\n  supernets"),
    'fleet.yaml:8:16 addresses.podSupernet: expected a range of /10../16 inside 100.64.0.0/10, got "10.0.0.0/8"',
  ),
  bad(
    "a pod supernet too small for one cluster",
    edited("fleet.yaml", "  supernets", "  podSupernet: 100.64.0.0/17\n  supernets"),
    'fleet.yaml:8:16 addresses.podSupernet: expected a range of /10../16 inside 100.64.0.0/10, got "100.64.0.0/17"',
  ),
  bad(
    "an empty list of supernets",
    supernet(""),
    "fleet.yaml:8:3 addresses.supernets: expected at least one range, got a list",
  ),
  bad(
    "a VPC larger than AWS makes them",
    vpc("192.0.0.0/8"),
    'clusters/old.yaml:9:9 network.cidr: expected the range of a VPC, /16../28, got "192.0.0.0/8"',
    'clusters/old.yaml:9:9 network.cidr: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "192.0.0.0/8"',
  ),
  bad(
    "a VPC smaller than AWS makes them",
    edited("clusters/old.yaml", "cidr: 192.168.128.0/17", "cidr: 192.168.128.0/29"),
    'clusters/old.yaml:9:9 network.cidr: expected the range of a VPC, /16../28, got "192.168.128.0/29"',
    'clusters/old.yaml:11:51 network.subnets.node-a.cidr: expected a range inside network.cidr, 192.168.128.0/29, got "192.168.128.0/20"',
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range inside network.cidr, 192.168.128.0/29, got "192.168.144.0/20"',
  ),
  bad(
    "a VPC of one address",
    vpc("192.168.128.0/32"),
    'clusters/old.yaml:9:9 network.cidr: expected the range of a VPC, /16../28, got "192.168.128.0/32"',
    'clusters/old.yaml:11:51 network.subnets.node-a.cidr: expected a range inside network.cidr, 192.168.128.0/32, got "192.168.128.0/20"',
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range inside network.cidr, 192.168.128.0/32, got "192.168.144.0/20"',
  ),
  bad(
    "a VPC with public addresses",
    vpc("8.8.0.0/16"),
    'clusters/old.yaml:9:9 network.cidr: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "8.8.0.0/16"',
    'clusters/old.yaml:11:51 network.subnets.node-a.cidr: expected a range inside network.cidr, 8.8.0.0/16, got "192.168.128.0/20"',
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range inside network.cidr, 8.8.0.0/16, got "192.168.144.0/20"',
  ),
  bad(
    "a subnet outside its VPC",
    edited("clusters/old.yaml", "192.168.144.0/20", "192.168.0.0/20"),
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range inside network.cidr, 192.168.128.0/17, got "192.168.0.0/20"',
  ),
  bad(
    "subnets of one VPC that overlap",
    edited("clusters/old.yaml", "192.168.144.0/20", "192.168.136.0/21"),
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range that does not overlap that of node-a, got "192.168.136.0/21"',
  ),
  bad(
    "a VPC in shared address space",
    vpc("100.64.0.0/16"),
    'clusters/old.yaml:9:9 network.cidr: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "100.64.0.0/16"',
    'clusters/old.yaml:11:51 network.subnets.node-a.cidr: expected a range inside network.cidr, 100.64.0.0/16, got "192.168.128.0/20"',
    'clusters/old.yaml:12:51 network.subnets.node-b.cidr: expected a range inside network.cidr, 100.64.0.0/16, got "192.168.144.0/20"',
  ),
  bad(
    "one subnet under two keys",
    edited("clusters/old.yaml", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0aaaaaaaaaaaaaaaa"),
    'clusters/old.yaml:12:19 network.subnets.node-b.id: expected a subnet other than that of node-a, got "subnet-0aaaaaaaaaaaaaaaa"',
  ),
  bad(
    "a service range outside the private ranges",
    services("8.8.0.0/16"),
    'clusters/dev.yaml:5:14 serviceCidr: expected a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got "8.8.0.0/16"',
  ),
  bad(
    "a service range larger than /12",
    services("172.0.0.0/8"),
    'clusters/dev.yaml:5:14 serviceCidr: expected a service range of /12../24, got "172.0.0.0/8"',
  ),
  bad(
    "a service range smaller than /24",
    services("172.20.0.0/25"),
    'clusters/dev.yaml:5:14 serviceCidr: expected a service range of /12../24, got "172.20.0.0/25"',
  ),
  bad(
    "a service range inside a supernet",
    services("10.100.0.0/16"),
    'clusters/dev.yaml:5:14 serviceCidr: expected a range that does not overlap 10.0.0.0/8, a supernet, got "10.100.0.0/16"',
  ),
  bad(
    "a service range inside a reserved range",
    services("192.168.0.0/24"),
    'clusters/dev.yaml:5:14 serviceCidr: expected a range that does not overlap 192.168.0.0/24, a reserved range (office), got "192.168.0.0/24"',
  ),
  bad(
    "a service range inside the cluster's own VPC",
    edited("clusters/old.yaml", "sla: 3", "sla: 3\nserviceCidr: 192.168.192.0/20"),
    'clusters/old.yaml:5:14 serviceCidr: expected a range that does not overlap 192.168.128.0/17, the range of its own network, got "192.168.192.0/20"',
  ),
  bad(
    "the default service range inside the cluster's own VPC",
    {
      "clusters/old.yaml": (SOUND["clusters/old.yaml"] ?? "").replaceAll(/192\.168\.\d+/g, (found) =>
        found.replace("192.168", "172.20"),
      ),
    },
    "clusters/old.yaml:1:1 serviceCidr: expected a range that does not overlap 172.20.128.0/17, the range of its own network, got 172.20.0.0/16 of fleet.yaml",
  ),
  bad(
    "the fleet's service range inside a supernet",
    edited("fleet.yaml", "  supernets", "  serviceCidr: 10.96.0.0/12\n  supernets"),
    'fleet.yaml:8:16 addresses.serviceCidr: expected a range that does not overlap 10.0.0.0/8, a supernet, got "10.96.0.0/12"',
  ),
  bad(
    "a cluster's block larger than AWS makes a VPC",
    network("{ mode: create, netmaskLength: 15 }"),
    "clusters/dev.yaml:7:41 network.netmaskLength: expected a whole number in 16..24, got 15",
  ),
  bad(
    "a cluster's block too small to cut",
    network("{ mode: create, netmaskLength: 25 }"),
    "clusters/dev.yaml:7:41 network.netmaskLength: expected a whole number in 16..24, got 25",
  ),
];
