import { KUBERNETES_MINORS } from "../../../fleet/charts/catalog.ts";
import type { Value } from "../../provider/properties.ts";
import { block, contains } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { textIn, type Call, type Inputs, type Refusals } from "../kind.ts";
import { choiceRefusal, invalid, minorOf } from "./eks.ts";
import { familyRefusals } from "./eks-ip-family.ts";
import { findKey } from "./kms.ts";
import { roleByArn, trusts } from "./trust.ts";
import { cidrRefusals } from "./vpc.ts";

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const AUTHENTICATION_MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(block);

/** Shortest and longest prefix of the Services' range. */
const SERVICE_PREFIXES = [12, 24] as const;

/** Steps of the authentication mode that EKS takes: none leads back. */
const MODE_STEPS = [
  ["CONFIG_MAP", "API_AND_CONFIG_MAP"],
  ["API_AND_CONFIG_MAP", "API"],
];

const NOT_SIMULATED = ["outpostConfig", "remoteNetworkConfig"];

function serviceRefusals(network: Inputs): Refusals {
  const at = "kubernetesNetworkConfig.serviceIpv4Cidr";
  const given = network.optionalText("serviceIpv4Cidr");
  if (given === undefined) return [];
  const malformed = cidrRefusals(network, "serviceIpv4Cidr").map(([, reason]) => [at, reason] as const);
  if (malformed.length > 0) return malformed;
  const range = block(given);
  const [min, max] = SERVICE_PREFIXES;
  const isPrivate = PRIVATE_RANGES.some((one) => contains(one, range));
  if (isPrivate && range.prefix >= min && range.prefix <= max) return [];
  return [
    [
      at,
      `must be between /${max} and /${min}, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, got ${given}`,
    ],
  ];
}

/** What the provider refuses of a cluster before EKS is asked. */
export function clusterRefusals(inputs: Inputs): Refusals {
  const name = inputs.optionalText("name");
  const unknownLog = inputs.texts("enabledClusterLogTypes").find((type) => !LOG_TYPES.includes(type));
  const vpcConfig = inputs.object("vpcConfig");
  const badCidr = vpcConfig.texts("publicAccessCidrs").find((cidr) => !/^[\d.]+\/\d+$/.test(cidr));
  const access = inputs.object("accessConfig");
  const keys = inputs.object("encryptionConfig").texts("resources");
  return [
    ...(name === undefined || NAME.test(name)
      ? []
      : [["name", `"name" doesn't comply with restrictions ("${NAME.source}"): "${name}"`] as const]),
    ...(unknownLog === undefined
      ? []
      : [["enabledClusterLogTypes", `expected one of ${LOG_TYPES.join(", ")}, got ${unknownLog}`] as const]),
    ...(badCidr === undefined
      ? []
      : [["vpcConfig.publicAccessCidrs", `"${badCidr}" is not a valid CIDR block`] as const]),
    ...(keys.some((one) => one !== "secrets")
      ? [["encryptionConfig.resources", 'expected "secrets" and nothing else'] as const]
      : []),
    ...choiceRefusal(access, "authenticationMode", AUTHENTICATION_MODES, "accessConfig.authenticationMode"),
    ...choiceRefusal(
      inputs.object("upgradePolicy"),
      "supportType",
      ["STANDARD", "EXTENDED"],
      "upgradePolicy.supportType",
    ),
    ...serviceRefusals(inputs.object("kubernetesNetworkConfig")),
    ...familyRefusals(inputs.object("kubernetesNetworkConfig")),
    ...NOT_SIMULATED.filter((one) => inputs.has(one)).map((one) => [one, "not simulated"] as const),
    ...(inputs.object("computeConfig").flag("enabled")
      ? [["computeConfig.enabled", "Auto Mode is not simulated"] as const]
      : []),
  ];
}

/** Checks of a cluster's role, key and version that a new one and a changed one have in common. */
export function checkRole(call: Call): void {
  const roleArn = call.inputs.text("roleArn");
  const role = roleByArn(call, roleArn);
  if (role !== undefined && trusts(role, "eks.amazonaws.com", "sts:AssumeRole")) return;
  throw invalid(
    `Role with arn: ${roleArn}, could not be assumed because it does not exist or the trusted entity is not correct`,
  );
}

export function checkKey(call: Call): void {
  const keyArn = call.inputs.object("encryptionConfig").object("provider").optionalText("keyArn");
  if (keyArn === undefined || findKey(call, keyArn) !== undefined) return;
  throw invalid(`The keyArn in encryptionConfig provider ${keyArn} is invalid`);
}

export function checkVersion(version: string): void {
  if (KUBERNETES_MINORS.some(({ minor }) => minor === version)) return;
  throw invalid(`unsupported Kubernetes version ${version}`);
}

/** A control plane moves one minor at a time, and never back. */
export function checkUpgrade(from: string, to: string): void {
  if (from === to) return;
  checkVersion(to);
  if (minorOf(to) === minorOf(from) + 1) return;
  throw invalid(`Unsupported Kubernetes minor version update from ${from} to ${to}`);
}

/**
 * Nodes may be three minors behind their control plane, and no more.
 *
 * @see https://kubernetes.io/releases/version-skew-policy/#kubelet
 */
const NODE_SKEW = 3;

export function checkNodeSkew(groups: readonly Thing[], version: string): void {
  for (const { id, state } of groups) {
    const own = textIn(state, "version");
    if (minorOf(version) - minorOf(own) <= NODE_SKEW) continue;
    throw invalid(
      `simulator: node group ${id} has Kubernetes ${own}, too far behind ${version}: update its nodes first`,
    );
  }
}

export function checkModeStep(before: Value | undefined, after: Value | undefined): void {
  const [from, to] = [before, after].map((config) =>
    typeof config === "object" && config !== null ? textIn(config as never, "authenticationMode") : "",
  );
  if (from === to || MODE_STEPS.some(([one, other]) => one === from && other === to)) return;
  throw invalid(`Unsupported authentication mode update from ${from ?? ""} to ${to ?? ""}`);
}
