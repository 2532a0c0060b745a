import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const network = (text: string): Files => ({ "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n` });
const acme = (from: string, to: string): Files => edited("tenants/acme.yaml", from, to);
const target = (text: string): Files => edited("fleet.yaml", "target: platform", `target: "${text}"`);

/** Unknown, missing and contradictory keys, and values that betray where they came from. */
export const KEY_INPUTS: readonly BadInput[] = [
  bad("an unknown key at the top", dev("sla: 1", "sla: 1\nzone: [a]"), "?"),
  bad("an unknown key further inside", dev("max: 20", "max: 20, maximum: 30"), "?"),
  bad("an unknown key in a list", edited("fleet.yaml", "why: office", "why: office\n      wy: x"), "?"),
  bad("an unknown key in a map of names", acme("{ cluster: old }", "{ cluster: old, clutser: dev }"), "?"),
  bad("a key in the wrong case", acme("tier: pooled", "Tier: pooled"), "?"),
  bad("text where a number belongs", dev("max: 20", 'max: "20"'), "?"),
  bad("a number where text belongs", acme("displayName: Acme", "displayName: 5"), "?"),
  bad("true where text belongs", acme("displayName: Acme", "displayName: true"), "?"),
  bad("text where true or false belongs", network('{ mode: create, dualStack: "true" }'), "?"),
  bad("text where a list belongs", acme("[gdpr]", "gdpr"), "?"),
  bad("a list where a map belongs", dev("{ max: 20 }", "[20]"), "?"),
  bad("a map where text belongs", dev("region: eu", "region: { name: eu }"), "?"),
  bad("a quoted number where one of three numbers belongs", dev("sla: 1", 'sla: "1"'), "?"),
  bad("a word that is none of the choices", acme("tier: pooled", "tier: shared"), "?"),
  bad("a misspelt choice", acme("tier: pooled", "tier: poled"), "?"),
  bad("a choice in the wrong case", dev("kind: eks", "kind: EKS"), "?"),
  bad("a missing key", dev("region: eu\n", ""), "?"),
  bad("a missing key further inside", edited("fleet.yaml", "    role: atoll-deployer\n", ""), "?"),
  bad("a network without mode", network("{ netmaskLength: 20 }"), "?"),
  bad("a network with an unknown mode", network("{ mode: exists }"), "?"),
  bad("keys of both network modes", network("{ mode: create, vpcId: vpc-0a1b2c3d4e5f60718 }"), "?"),
  bad("a key that the chosen network mode ignores", edited("clusters/old.yaml", "  vpcId", "  natGateways: one\n  vpcId"), "?"),
  bad("zones beside a network that has its own", edited("clusters/old.yaml", "sla: 3", "sla: 3\nzones: [a, b]"), "?"),
  bad("a NAT gateway where nothing may go out", network("{ mode: create, egress: private-only, natGateways: one, interfaceEndpoints: [ec2, ecr.api, ecr.dkr, eks, eks-auth, logs, sts] }"), "?"),
  bad("an environment that is none of the four", edited("fleet.yaml", "  production: {", "  prodution: {"), "?"),
  bad("a shell variable left in place", acme("displayName: Acme", "displayName: ${TENANT}"), "?"),
  bad("a template expression left in place", target("{{ .Values.target }}"), "?"),
  bad("a placeholder in angle brackets", target("<CHANGEME>"), "?"),
  bad("a note to self", target("TODO ask the team"), "?"),
  bad("an example domain", edited("fleet.yaml", "lagoon.cloud", "fleet.example.com"), "?"),
  bad("an account number of 13 digits", edited("fleet.yaml", '"111122223333"', '"0123456789012"'), "?"),
  bad("an AWS access key", target("AKIAIOSFODNN7EXAMPLE"), "?"),
  bad("a private key", target("-----BEGIN RSA PRIVATE KEY-----"), "?"),
  bad("a token", target("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl"), "?"),
  bad("a webhook address, which is a secret", target("https://hooks.slack.com/services/T000/B000/XXXX"), "?"),
];
