import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const network = (text: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n`,
});
const acme = (from: string, to: string): Files => edited("tenants/acme.yaml", from, to);
const target = (text: string): Files => edited("fleet.yaml", "target: platform", `target: "${text}"`);

/** Unknown, missing and contradictory keys, and values that betray where they came from. */
export const KEY_INPUTS: readonly BadInput[] = [
  bad(
    "an unknown key at the top",
    dev("sla: 1", "sla: 1\nzone: [a]"),
    'clusters/dev.yaml:5:1 zone: expected one of the keys kind, provider, region, environment, sla, profile, addOns, platformReplicas, kubernetes, zones, serviceCidr, nodes, access, accessRoles, controlPlane, network, k3s, hosts, attached, oidc, protect, cells, tenantGuards, replaces, switchOver, traffic, adopt, lifecycle, retireAfter, got "zone"; did you mean zones',
  ),
  bad(
    "an unknown key further inside",
    dev("max: 20", "max: 20, maximum: 30"),
    'clusters/dev.yaml:6:19 nodes.maximum: expected one of the keys autoscaler, max, podsPerNode, system, spotPercent, cpuLimit, freeze, pools, got "maximum"',
  ),
  bad(
    "an unknown key in a list",
    edited("fleet.yaml", "why: office", "why: office\n      wy: x"),
    'fleet.yaml:12:7 addresses.reserved[0].wy: expected one of the keys cidr, why, got "wy"',
  ),
  bad(
    "an unknown key in a map of names",
    acme("{ cluster: old }", "{ cluster: old, clutser: dev }"),
    'tenants/acme.yaml:6:25 environments.live.clutser: expected one of the keys cluster, place, standby, retireAfter, stateful, switchOver, got "clutser"; did you mean cluster',
  ),
  bad(
    "a key in the wrong case",
    acme("tier: pooled", "Tier: pooled"),
    "tenants/acme.yaml:1:1 tier: expected one of pooled, dedicated-nodes, dedicated-cluster, got nothing",
    'tenants/acme.yaml:2:1 Tier: expected one of the keys displayName, tier, size, residency, groups, environments, applications, takesHosts, windows, databases, egress, registries, limits, backup, slo, alerts, costCentre, lifecycle, frozen, retireAfter, got "Tier"; did you mean tier',
  ),
  bad(
    "text where a number belongs",
    dev("max: 20", 'max: "20"'),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got "20"',
  ),
  bad(
    "a number where text belongs",
    acme("displayName: Acme", "displayName: 5"),
    "tenants/acme.yaml:1:14 displayName: expected a text of 1..100 characters, got 5; quote it",
  ),
  bad(
    "true where text belongs",
    acme("displayName: Acme", "displayName: true"),
    "tenants/acme.yaml:1:14 displayName: expected a text of 1..100 characters, got true; quote it",
  ),
  bad(
    "text where true or false belongs",
    network('{ mode: create, dualStack: "true" }'),
    'clusters/dev.yaml:7:37 network.dualStack: expected true or false, got "true"',
  ),
  bad(
    "text where a list belongs",
    acme("[gdpr]", "gdpr"),
    'tenants/acme.yaml:4:12 residency: expected a list, got "gdpr"',
  ),
  bad(
    "a list where a map belongs",
    dev("{ max: 20 }", "[20]"),
    "clusters/dev.yaml:6:1 nodes: expected a map, got a list",
  ),
  bad(
    "a map where text belongs",
    dev("region: eu", "region: { name: eu }"),
    "clusters/dev.yaml:2:1 region: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got a map",
  ),
  bad(
    "a quoted number where one of three numbers belongs",
    dev("sla: 1", 'sla: "1"'),
    'clusters/dev.yaml:4:6 sla: expected one of 1, 2, 3, got "1"',
  ),
  bad(
    "a word that is none of the choices",
    acme("tier: pooled", "tier: shared"),
    'tenants/acme.yaml:2:7 tier: expected one of pooled, dedicated-nodes, dedicated-cluster, got "shared"',
  ),
  bad(
    "a misspelt choice",
    acme("tier: pooled", "tier: poled"),
    'tenants/acme.yaml:2:7 tier: expected one of pooled, dedicated-nodes, dedicated-cluster, got "poled"; did you mean pooled',
  ),
  bad(
    "a choice in the wrong case",
    dev("kind: eks", "kind: EKS"),
    'clusters/dev.yaml:1:7 kind: expected one of eks, k3s, attached, got "EKS"; did you mean eks',
  ),
  bad(
    "a missing key",
    dev("region: eu\n", ""),
    "clusters/dev.yaml:1:1 region: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got nothing",
  ),
  bad(
    "a missing key further inside",
    edited("fleet.yaml", "    role: atoll-deployer\n", ""),
    "fleet.yaml:4:3 accounts.main.role: expected the name of a role, not its ARN, got nothing",
  ),
  bad(
    "a network without mode",
    network("{ netmaskLength: 20 }"),
    "clusters/dev.yaml:7:1 network.mode: expected one of create, existing, external, got nothing",
  ),
  bad(
    "a network with an unknown mode",
    network("{ mode: exists }"),
    'clusters/dev.yaml:7:18 network.mode: expected one of create, existing, external, got "exists"',
  ),
  bad(
    "keys of both network modes",
    network("{ mode: create, vpcId: vpc-0a1b2c3d4e5f60718 }"),
    'clusters/dev.yaml:7:26 network.vpcId: expected one of the keys mode, netmaskLength, pods, linkable, transitGateway, sharedEndpoints, dualStack, ipFamily, customNetworking, excludeSnatCidrs, egress, natGateways, interfaceEndpoints, networkAcls, flowLogRetentionDays, got "vpcId"',
  ),
  bad(
    "a key that the chosen network mode ignores",
    edited("clusters/old.yaml", "  vpcId", "  natGateways: one\n  vpcId"),
    'clusters/old.yaml:8:3 network.natGateways: expected one of the keys mode, vpcId, cidr, legacy, podRange, customNetworking, excludeSnatCidrs, manageTags, subnets, got "natGateways"',
  ),
  bad(
    "zones beside a network that has its own",
    edited("clusters/old.yaml", "sla: 3", "sla: 3\nzones: [a, b]"),
    "clusters/old.yaml:5:1 zones: expected no zones with network.mode: existing; its subnets name them, got a list",
  ),
  bad(
    "an environment that is none of the four",
    edited("fleet.yaml", "  production: {", "  prodution: {"),
    'fleet.yaml:15:3 environments.prodution: expected one of the keys development, staging, production, edge, got "prodution"; did you mean production',
  ),
  bad(
    "a shell variable left in place",
    acme("displayName: Acme", "displayName: ${TENANT}"),
    'tenants/acme.yaml:1:14 displayName: expected a final value, got "${TENANT}"; a placeholder was left unresolved',
  ),
  bad(
    "a template expression left in place",
    target("{{ .Values.target }}"),
    'fleet.yaml:13:39 alertRoutes.on-call.target: expected a final value, got "{{ .Values.target }}"; a placeholder was left unresolved',
  ),
  bad(
    "a placeholder in angle brackets",
    target("<CHANGEME>"),
    'fleet.yaml:13:39 alertRoutes.on-call.target: expected a final value, got "<CHANGEME>"; a placeholder was left',
  ),
  bad(
    "a note to self",
    target("TODO ask the team"),
    'fleet.yaml:13:39 alertRoutes.on-call.target: expected a final value, got "TODO ask the team"; a placeholder was left',
  ),
  bad(
    "an example domain",
    edited("fleet.yaml", "lagoon.cloud", "fleet.example.com"),
    'fleet.yaml:2:10 dnsZone: expected a domain of yours, got "fleet.example.com"; example domains are reserved',
  ),
  bad(
    "an account number of 13 digits",
    edited("fleet.yaml", '"111122223333"', '"0123456789012"'),
    'fleet.yaml:5:9 accounts.main.id: expected an account number of 12 digits, quoted, got "0123456789012"',
  ),
  bad(
    "an AWS access key",
    target("AKIAIOSFODNN7EXAMPLE"),
    "fleet.yaml:13:39 alertRoutes.on-call.target: expected no secret in the inventory, got an AWS access key; store it as a secret and rotate it now",
  ),
  bad(
    "a private key",
    target("-----BEGIN RSA PRIVATE KEY-----"),
    "fleet.yaml:13:39 alertRoutes.on-call.target: expected no secret in the inventory, got a private key; store it as a secret and rotate it now",
  ),
  bad(
    "a token",
    target("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"),
    "fleet.yaml:13:39 alertRoutes.on-call.target: expected no secret in the inventory, got a token; store it as a secret and rotate it now",
  ),
  bad(
    "a webhook address, which is a secret",
    target("https://hooks.slack.com/services/T000/B000/XXXX"),
    "fleet.yaml:13:39 alertRoutes.on-call.target: expected no secret in the inventory, got a webhook address; store it as a secret and rotate it now",
  ),
];
