import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const supernet = (cidr: string): Files => edited("fleet.yaml", "[10.0.0.0/8]", `[${cidr}]`);
const services = (cidr: string): Files => edited("clusters/dev.yaml", "sla: 1", `sla: 1\nserviceCidr: ${cidr}`);
const vpc = (cidr: string): Files => edited("clusters/old.yaml", "cidr: 192.168.128.0/17", `cidr: ${cidr}`);
const network = (text: string): Files => ({ "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n` });
const region = (from: string, to: string): Files => edited("regions/eu.yaml", from, to);
const virginia = (zones: string): Files => ({
  "regions/us.yaml": `account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { ${zones} }\n`,
  "clusters/east.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", "region: us"),
});

/** Ranges, zones and endpoints. */
export const NETWORK_INPUTS: readonly BadInput[] = [
  bad("a range with host bits", supernet("10.0.1.0/16"), "?"),
  bad("a range without a netmask length", supernet("10.0.0.0"), "?"),
  bad("an IPv6 range", supernet('"fd00::/8"'), "?"),
  bad("an IPv4 address written as IPv6", supernet('"::ffff:10.0.0.0/104"'), "?"),
  bad("a range with a leading zero", supernet("010.0.0.0/8"), "?"),
  bad("a range with a number above 255", supernet("10.256.0.0/16"), "?"),
  bad("a netmask length above 32", supernet("10.0.0.0/33"), "?"),
  bad("a netmask instead of its length", supernet("10.0.0.0/255.0.0.0"), "?"),
  bad("a range of three numbers", supernet("10.0.0/8"), "?"),
  bad("the whole internet", supernet("0.0.0.0/0"), "?"),
  bad("a public range", supernet("8.0.0.0/8"), "?"),
  bad("a link-local range", supernet("169.254.0.0/16"), "?"),
  bad("a loopback range", supernet("127.0.0.0/8"), "?"),
  bad("a multicast range", supernet("224.0.0.0/4"), "?"),
  bad("the bridge of Docker hosts", supernet("172.16.0.0/12"), "?"),
  bad("shared address space as routed space", supernet("100.64.0.0/10"), "?"),
  bad("supernets that overlap", supernet("10.0.0.0/8, 10.64.0.0/10"), "?"),
  bad("a pod supernet outside shared address space", edited("fleet.yaml", "  supernets", "  podSupernet: 10.0.0.0/8\n  supernets"), "?"),
  bad("a pod supernet too small for one cluster", edited("fleet.yaml", "  supernets", "  podSupernet: 100.64.0.0/17\n  supernets"), "?"),
  bad("an empty list of supernets", supernet(""), "?"),
  bad("a VPC larger than AWS makes them", vpc("192.0.0.0/8"), "?"),
  bad("a VPC smaller than AWS makes them", edited("clusters/old.yaml", "cidr: 192.168.128.0/17", "cidr: 192.168.128.0/29"), "?"),
  bad("a VPC of one address", vpc("192.168.128.0/32"), "?"),
  bad("a VPC with public addresses", vpc("8.8.0.0/16"), "?"),
  bad("a subnet outside its VPC", edited("clusters/old.yaml", "192.168.144.0/20", "192.168.0.0/20"), "?"),
  bad("one subnet under two keys", edited("clusters/old.yaml", "subnet-0bbbbbbbbbbbbbbbb", "subnet-0aaaaaaaaaaaaaaaa"), "?"),
  bad("a service range outside the private ranges", services("8.8.0.0/16"), "?"),
  bad("a service range larger than /12", services("172.0.0.0/8"), "?"),
  bad("a service range smaller than /24", services("172.20.0.0/25"), "?"),
  bad("a service range inside a supernet", services("10.100.0.0/16"), "?"),
  bad("a service range inside a reserved range", services("192.168.0.0/24"), "?"),
  bad("a service range inside the cluster's own VPC", edited("clusters/old.yaml", "sla: 3", "sla: 3\nserviceCidr: 192.168.192.0/20"), "?"),
  bad("the default service range inside the cluster's own VPC", {
    "clusters/old.yaml": (SOUND["clusters/old.yaml"] ?? "").replaceAll(/192\.168\.\d+/g, (found) => found.replace("192.168", "172.20")),
  }, "?"),
  bad("the fleet's service range inside a supernet", edited("fleet.yaml", "  supernets", "  serviceCidr: 10.96.0.0/12\n  supernets"), "?"),
  bad("a cluster's block larger than AWS makes a VPC", network("{ mode: create, netmaskLength: 15 }"), "?"),
  bad("a cluster's block too small to cut", network("{ mode: create, netmaskLength: 25 }"), "?"),
  bad("fewer than two zones in a region", region("{ a: euc1-az2, b: euc1-az3, c: euc1-az1 }", "{ a: euc1-az2 }"), "?"),
  bad("fewer than two zones in a cluster", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a]"), "?"),
  bad("an empty list of zones", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: []"), "?"),
  bad("fewer than two zones in an existing network", edited("clusters/old.yaml", "    node-b: { id: subnet-0bbbbbbbbbbbbbbbb, cidr: 192.168.144.0/20 }\n", ""), "?"),
  bad("fewer zones than the service level spans", { ...region(", c: euc1-az1", ""), ...edited("clusters/dev.yaml", "sla: 1", "sla: 3") }, "?"),
  bad("a zone that EKS cannot use", virginia("a: use1-az3, b: use1-az1"), "?"),
  bad("a zone that the region does not have", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, f]"), "?"),
  bad("a zone named twice", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, b, a]"), "?"),
  bad("a zone's name instead of its letter", edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [eu-central-1a, b]"), "?"),
  bad("a zone's name instead of its id", region("euc1-az2", "eu-central-1a"), "?"),
  bad("a zone id of another region", region("euc1-az2", "use1-az2"), "?"),
  bad("one zone id under two letters", region("b: euc1-az3", "b: euc1-az2"), "?"),
  bad("an AWS region that does not exist", region("eu-central-1", "eu-centrall-1"), "?"),
  bad("no way out and no endpoints", network("{ mode: create, egress: private-only }"), "?"),
  bad("no way out and not all endpoints", network("{ mode: create, egress: private-only, interfaceEndpoints: [ec2, ecr.api, eks, logs] }"), "?"),
  bad("an endpoint with a whole service name", network("{ mode: create, interfaceEndpoints: [com.amazonaws.eu-central-1.STS] }"), "?"),
  bad("an endpoint named twice", network("{ mode: create, interfaceEndpoints: [sts, sts] }"), "?"),
  bad("an interface endpoint for what has a gateway endpoint", network("{ mode: create, interfaceEndpoints: [s3] }"), "?"),
];
