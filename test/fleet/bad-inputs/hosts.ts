import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const DEV = SOUND["clusters/dev.yaml"] ?? "";
const FACTS = "attached: { storageClass: fast, networkPolicyEngine: calico }";

/** `dev` on these hosts, whose first line is the 12th, in a network that also says this. */
const hosts = (machines: readonly string[], network = "", more = ""): Files => ({
  "clusters/dev.yaml": `${DEV.replace("kind: eks", "kind: k3s")}provider: hosts
network: { mode: external, cidr: 192.168.77.0/24${network} }
hosts:
  registrationAddress: 192.168.77.10
  machines:
${machines.map((line) => `    ${line}\n`).join("")}${more}`,
});
const attached = (network: string, more = ""): Files => ({
  "clusters/dev.yaml": `${DEV.replace("kind: eks", "kind: attached")}network: { mode: external, cidr: 192.168.77.0/24${network} }\n${FACTS}\n${more}`,
});
const at = (place: string): string => `clusters/dev.yaml:${place}`;
const ONE = "one: { role: server, address: 192.168.77.11 }";

/** Machines that stand elsewhere. */
export const HOST_INPUTS: readonly BadInput[] = [
  bad(
    "an even number of servers",
    hosts([ONE, "two: { role: server, address: 192.168.77.12 }"]),
    `${at("11:3")} hosts.machines: expected an odd number of servers, one of 1, 3, 5, 7: etcd needs a majority, got 2`,
  ),
  bad(
    "an even number of servers, in a network of the wrong mode",
    {
      "clusters/dev.yaml": String(
        hosts([ONE, "two: { role: server, address: 192.168.77.12 }"])["clusters/dev.yaml"],
      ).replace(/network: .*/, "network: { mode: create }"),
    },
    `${at("8:18")} network.mode: expected external for a cluster of kind k3s with provider: hosts, whose machines stand elsewhere, got "create"; write network: { mode: external, cidr: <their range> }`,
    `${at("11:3")} hosts.machines: expected an odd number of servers, one of 1, 3, 5, 7: etcd needs a majority, got 2`,
  ),
  bad(
    "no server at all",
    hosts(["one: { role: agent, address: 192.168.77.11 }"]),
    `${at("11:3")} hosts.machines: expected an odd number of servers, one of 1, 3, 5, 7: etcd needs a majority, got 0`,
  ),
  bad(
    "two hosts with one address",
    hosts([ONE, "two: { role: agent, address: 192.168.77.11 }"]),
    `${at("13:34")} hosts.machines.two.address: expected an address other than that of one, got "192.168.77.11"`,
  ),
  bad(
    "a host outside its network",
    hosts([ONE.replace("77", "78")]),
    `${at("12:35")} hosts.machines.one.address: expected an address inside network.cidr, 192.168.77.0/24, got "192.168.78.11"`,
  ),
  bad(
    "an address that is none",
    hosts([ONE.replace("192.168.77.11", "one.lagoon.cloud")]),
    `${at("12:35")} hosts.machines.one.address: expected an IPv4 address such as 192.168.10.11, got "one.lagoon.cloud"`,
  ),
  bad(
    "hosts that have no way to register",
    { "clusters/dev.yaml": String(hosts([ONE])["clusters/dev.yaml"]).replace(/ {2}registration.*\n/, "") },
    `${at("9:1")} hosts.registrationAddress: expected a DNS name or an IPv4 address, got nothing`,
  ),
  bad(
    "more hosts than the pods' range has parts for",
    hosts(
      [ONE, "two: { role: agent, address: 192.168.77.12 }", "three: { role: agent, address: 192.168.77.13 }"],
      ", podRange: 10.42.0.0/23",
    ),
    `${at("11:3")} hosts.machines: expected at most 2 machines, for each has a /24 of network.podRange, 10.42.0.0/23, got 3`,
  ),
  bad(
    "pods among the machines",
    hosts([ONE], ", podRange: 192.168.0.0/16"),
    `${at("8:61")} network.podRange: expected a range beside network.cidr, 192.168.77.0/24, got 192.168.0.0/16`,
  ),
  bad(
    "pods among Services",
    hosts([ONE], ", podRange: 172.20.0.0/17"),
    `${at("8:61")} network.podRange: expected a range beside that of Services, 172.20.0.0/16, got 172.20.0.0/17`,
  ),
  bad(
    "Services among the machines",
    hosts([ONE], "", "serviceCidr: 192.168.77.0/24\n"),
    `${at("13:14")} serviceCidr: expected a range that does not overlap 192.168.77.0/24, the range of its own network, got "192.168.77.0/24"`,
  ),
  bad(
    "zones of AWS",
    attached("", "zones: [a, b]\n"),
    `${at("9:1")} zones: expected no zones with network.mode: external: its machines are in none of AWS, got a list; remove it`,
  ),
  bad(
    "the world as the API server's place",
    attached(", apiServerCidrs: [0.0.0.0/0]"),
    `${at("7:68")} network.apiServerCidrs[0]: expected the range of a network, /8 or smaller, got "0.0.0.0/0"`,
  ),
  bad(
    "pods of a cluster that is somebody else's, half among its machines",
    attached(", podRange: 192.168.64.0/18"),
    `${at("7:61")} network.podRange: expected a range beside network.cidr, 192.168.77.0/24, got 192.168.64.0/18`,
  ),
];

/** The same of machines that nothing is wrong with: ranges of others may be the fleet's, and pods the network's. */
export const SOUND_HOSTS: readonly Files[] = [
  hosts([ONE, "two: { role: agent, address: 192.168.77.12, zone: rack-2 }"]),
  hosts([ONE], "", "serviceCidr: 10.43.0.0/16\n"),
  attached(", podRange: 192.168.77.0/25"),
];
