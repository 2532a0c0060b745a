import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const network = (text: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n`,
});
const region = (from: string, to: string): Files => edited("regions/eu.yaml", from, to);
const virginia = (zones: string): Files => ({
  "regions/us.yaml": `account: main\nawsRegion: us-east-1\njurisdiction: us\nzones: { ${zones} }\n`,
  "clusters/east.yaml": (SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", "region: us"),
});

/** Zones, endpoints and the way out. */
export const NETWORK_INPUTS: readonly BadInput[] = [
  bad(
    "fewer than two zones in a region",
    region("{ a: euc1-az2, b: euc1-az3, c: euc1-az1 }", "{ a: euc1-az2 }"),
    "clusters/dev.yaml:1:1 zones: expected at least 2 zones in the region, as its sla asks for, got 1; list more zones in the region's file",
    'clusters/old.yaml:10:3 network.subnets: expected zones of region eu: a, got "b"',
    "regions/eu.yaml:4:1 zones: expected at least 2 zones, got 1",
  ),
  bad(
    "fewer than two zones in a cluster",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a]"),
    "clusters/dev.yaml:5:1 zones: expected at least 2 zones, got 1",
  ),
  bad(
    "an empty list of zones",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: []"),
    "clusters/dev.yaml:5:1 zones: expected at least 2 zones, got 0",
  ),
  bad(
    "fewer than two zones in an existing network",
    edited("clusters/old.yaml", "    node-b: { id: subnet-0bbbbbbbbbbbbbbbb, cidr: 192.168.144.0/20 }\n", ""),
    "clusters/old.yaml:10:3 network.subnets: expected at least 2 zones, got 1",
  ),
  bad(
    "an existing network without a subnet for nodes",
    {
      "clusters/old.yaml": (SOUND["clusters/old.yaml"] ?? "").replaceAll(/node-(?=[ab]:)/g, "public-"),
    },
    "clusters/old.yaml:10:3 network.subnets: expected a subnet for nodes, such as node-a, among them, got public-a, public-b",
  ),
  bad(
    "fewer zones than the service level spans",
    { ...region(", c: euc1-az1", ""), ...edited("clusters/dev.yaml", "sla: 1", "sla: 3") },
    "clusters/dev.yaml:1:1 zones: expected at least 3 zones in the region, as its sla asks for, got 2; list more zones in the region's file",
  ),
  bad(
    "a zone that EKS cannot use",
    virginia("a: use1-az3, b: use1-az1"),
    'clusters/east.yaml:1:1 zones: expected a zone that can hold an EKS control plane, got "use1-az3"',
  ),
  bad(
    "a zone that the region does not have",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, f]"),
    'clusters/dev.yaml:5:12 zones[1]: expected zones of region eu: a, b, c, got "f"',
  ),
  bad(
    "a zone named twice",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [a, b, a]"),
    'clusters/dev.yaml:5:15 zones[2]: expected each entry once, got "a"; remove one of them',
  ),
  bad(
    "a zone's name instead of its letter",
    edited("clusters/dev.yaml", "sla: 1", "sla: 1\nzones: [eu-central-1a, b]"),
    'clusters/dev.yaml:5:9 zones[0]: expected a zone letter such as a, got "eu-central-1a"',
  ),
  bad(
    "a zone's name instead of its id",
    region("euc1-az2", "eu-central-1a"),
    'regions/eu.yaml:4:13 zones.a: expected a zone id such as euc1-az2, got "eu-central-1a"; ids, unlike letters, mean the same in each account',
  ),
  bad(
    "a zone id of another region",
    region("euc1-az2", "use1-az2"),
    'regions/eu.yaml:4:13 zones.a: expected a zone id of eu-central-1, euc1-az<number>, got "use1-az2"',
  ),
  bad(
    "one zone id under two letters",
    region("b: euc1-az3", "b: euc1-az2"),
    'regions/eu.yaml:4:26 zones.b: expected a zone id other than that of a, got "euc1-az2"',
  ),
  bad(
    "an AWS region that does not exist",
    region("eu-central-1", "eu-centrall-1"),
    'regions/eu.yaml:2:12 awsRegion: expected an AWS region code such as eu-central-1, got "eu-centrall-1"; did you mean eu-central-1',
  ),
  bad(
    "an AWS region of GovCloud",
    region("eu-central-1", "us-gov-west-1"),
    'regions/eu.yaml:2:12 awsRegion: expected a region of AWS\'s commercial partition, got "us-gov-west-1"; GovCloud, China and sovereign clouds are not supported',
  ),
  bad(
    "an AWS region in China",
    region("eu-central-1", "cn-north-1"),
    'regions/eu.yaml:2:12 awsRegion: expected a region of AWS\'s commercial partition, got "cn-north-1"; GovCloud, China and sovereign clouds are not supported',
  ),
  bad(
    "one resource adopted by two clusters",
    {
      "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { dev-vpc: vpc-0123abcd }\n`,
      "clusters/two.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { two-vpc: vpc-0123abcd }\n`,
    },
    'clusters/two.yaml:7:19 adopt.two-vpc: expected a resource that nobody else has: this one is adopt.dev-vpc of clusters/dev.yaml, got "vpc-0123abcd"',
  ),
  bad(
    "one resource adopted under two names",
    {
      "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { dev-node-a: subnet-0123abcd, dev-node-b: subnet-0123abcd }\n`,
    },
    'clusters/dev.yaml:7:51 adopt.dev-node-b: expected a resource that nobody else has: this one is adopt.dev-node-a of clusters/dev.yaml, got "subnet-0123abcd"',
  ),
  bad(
    "a VPC adopted that another cluster only uses",
    {
      "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}adopt: { dev-vpc: vpc-0a1b2c3d4e5f60718 }\n`,
    },
    'clusters/dev.yaml:7:19 adopt.dev-vpc: expected a resource that nobody else has: this one is network.vpcId of clusters/old.yaml, got "vpc-0a1b2c3d4e5f60718"',
  ),
  bad(
    "an endpoint with a whole service name",
    network("{ mode: create, interfaceEndpoints: [com.amazonaws.eu-central-1.STS] }"),
    'clusters/dev.yaml:7:47 network.interfaceEndpoints[0]: expected an AWS service name such as ecr.api, got "com.amazonaws.eu-central-1.STS"',
  ),
  bad(
    "an endpoint named twice",
    network("{ mode: create, interfaceEndpoints: [sts, sts] }"),
    'clusters/dev.yaml:7:52 network.interfaceEndpoints[1]: expected each entry once, got "sts"; remove one of them',
  ),
  bad(
    "an interface endpoint for what has a gateway endpoint",
    network("{ mode: create, interfaceEndpoints: [s3] }"),
    'clusters/dev.yaml:7:47 network.interfaceEndpoints[0]: expected a service without a gateway endpoint, got "s3"; leave it out, every network has that endpoint',
  ),
];
