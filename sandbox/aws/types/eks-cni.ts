import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { neighbours, text, type Call } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { invalid } from "./eks.ts";

/** Fields of the part of the CNI's values that names subnets of pods. @see https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/README.md */
const FIELDS: Readonly<Record<string, string>> = { create: "boolean", region: "string", subnets: "object" };
const ZONE_FIELDS = ["id", "securityGroups"];

/** The add-on takes the family from the cluster, and its schema does not know these words. */
const FAMILY_WORDS = ["ENABLE_IPv4", "ENABLE_IPv6"];

const objectOf = (value: Value | undefined): Properties =>
  value !== undefined && isObject(value) ? value : {};

/** What the schema of the CNI's values says of the environment and of subnets of pods; the rest is taken as it is. */
function schemaFault(values: Properties): string | undefined {
  const environment = Object.entries(objectOf(values["env"]));
  const family = environment.find(([name]) => FAMILY_WORDS.includes(name));
  if (family !== undefined)
    return `$.env.${family[0]}: is not defined in the schema and the schema does not allow additional properties`;
  for (const [name, value] of environment)
    if (typeof value !== "string") return `$.env.${name}: ${typeof value} found, string expected`;
  if (values["eniConfig"] === undefined) return undefined;
  const named = objectOf(values["eniConfig"]);
  for (const [field, kind] of Object.entries(FIELDS)) {
    if (named[field] === undefined) return `$.eniConfig.${field}: is missing but it is required`;
    if (typeof named[field] !== kind)
      return `$.eniConfig.${field}: ${typeof named[field]} found, ${kind} expected`;
  }
  const zones = Object.entries(objectOf(named["subnets"]));
  if (zones.length === 0) return "$.eniConfig.subnets: must have at least 1 properties but found 0";
  for (const [zone, value] of zones) {
    const path = `$.eniConfig.subnets.${zone}`;
    if (objectOf(value)["id"] === undefined) return `${path}.id: is missing but it is required`;
    const stray = Object.keys(objectOf(value)).find((field) => !ZONE_FIELDS.includes(field));
    if (stray !== undefined)
      return `${path}.${stray}: is not defined in the schema and the schema does not allow additional properties`;
  }
  return undefined;
}

export function checkCniValues(values: Properties): void {
  const fault = schemaFault(values);
  if (fault === undefined) return;
  throw invalid(
    `ConfigurationValue provided in request is not supported: Json schema validation failed with error: [${fault}]`,
  );
}

/** Whether pods of a node in this subnet get interfaces: its zone names a subnet and a group that are there. */
function hasPodInterface(call: Call, named: Properties, subnet: Thing): boolean {
  const zone = text(subnet, "availabilityZone");
  const { id, securityGroups } = objectOf(objectOf(named["subnets"])[zone]);
  const pods = neighbours(call, tokens.SUBNET, { vpcId: text(subnet, "vpcId") }).find((one) => one.id === id);
  // Without groups of their own they have the VPC's default group, which may let nothing through.
  const groups = Array.isArray(securityGroups) ? securityGroups : [];
  const known = neighbours(call, tokens.SECURITY_GROUP).map((one) => one.id);
  const hasGroups = groups.length > 0 && groups.every((one) => known.includes(String(one)));
  return pods !== undefined && text(pods, "availabilityZone") === zone && hasGroups;
}

/** A node whose zone says nothing of pods' interfaces, or names what is not there, never becomes ready. */
export function checkPodInterfaces(call: Call, values: Properties, subnets: readonly Thing[]): void {
  if (objectOf(values["env"])["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG"] !== "true") return;
  if (subnets.every((subnet) => hasPodInterface(call, objectOf(values["eniConfig"]), subnet))) return;
  throw new AwsError("NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster");
}
