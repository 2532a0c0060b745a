import { createHash } from "node:crypto";
import ipaddr from "ipaddr.js";
import { isNitro } from "../../../fleet/nodes/instance-families.ts";
import type { Properties } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { Inputs, neighbours, text, textIn, type Call, type Refusals } from "../kind.ts";
import * as tokens from "../tokens.ts";
import { choiceRefusal, invalid } from "./eks.ts";
import { serviceCidr } from "./eks-network.ts";
import { roleByArn } from "./trust.ts";

const FAMILIES = ["ipv4", "ipv6"];

const isIpv6 = (network: Inputs): boolean => network.text("ipFamily") === "ipv6";

export function familyRefusals(network: Inputs): Refusals {
  return choiceRefusal(network, "ipFamily", FAMILIES, "kubernetesNetworkConfig.ipFamily");
}

/** What a cluster of IPv6 wants of its own words and of the subnets of its control plane. */
export function checkFamily(call: Call, subnets: readonly Thing[]): void {
  const network = call.inputs.object("kubernetesNetworkConfig");
  if (!isIpv6(network)) return;
  if (network.optionalText("serviceIpv4Cidr") !== undefined) {
    throw invalid("simulator: serviceIpv4Cidr can't be given with ipFamily ipv6");
  }
  const bare = subnets.filter((subnet) => text(subnet, "ipv6CidrBlock") === "").map(({ id }) => id);
  if (bare.length === 0) return;
  throw invalid(`simulator: subnets [${bare.join(", ")}] have no IPv6 CIDR block, which ipFamily ipv6 needs`);
}

/** Ranges of Services: one of IPv4 that may be chosen, or one of IPv6 that EKS takes. It stays as long as the cluster. */
export function serviceRanges(call: Call, vpcId: string): Properties {
  if (!isIpv6(call.inputs.object("kubernetesNetworkConfig"))) {
    return { serviceIpv4Cidr: serviceCidr(call, vpcId), serviceIpv6Cidr: "" };
  }
  const place = `${call.account}/${call.region}/${call.inputs.text("name")}`;
  const digest = createHash("sha256").update(`services/${place}`).digest();
  const bytes = [0xfd, ...digest.subarray(0, 5), ...Array<number>(10).fill(0)];
  return { serviceIpv4Cidr: "", serviceIpv6Cidr: `${new ipaddr.IPv6(bytes).toString()}/108` };
}

/** Whether whoever has this role may give prefixes to interfaces. A policy of AWS for the CNI does not say so. */
function mayAssign(call: Call, roleArn: string): boolean {
  const role = roleByArn(call, roleArn);
  if (role === undefined) return false;
  const place = { ...call, region: "" };
  const attached = neighbours(place, tokens.ROLE_POLICY_ATTACHMENT, { role: role.id }).map((one) =>
    text(one, "policyArn"),
  );
  const own = neighbours(place, tokens.POLICY).filter((one) => attached.includes(text(one, "arn")));
  const documents = [...neighbours(place, tokens.ROLE_POLICY, { role: role.id }), ...own];
  return documents.some((one) => text(one, "policy").includes('"ec2:AssignIpv6Addresses"'));
}

/** What nodes of a cluster of IPv6 need to become ready: addresses, and a CNI that may give them prefixes. */
export function checkIpv6Nodes(call: Call, cluster: Thing, subnets: readonly Thing[]): void {
  if (!isIpv6(new Inputs(cluster.state).object("kubernetesNetworkConfig"))) return;
  const old = call.inputs.texts("instanceTypes").filter((type) => !isNitro(type.split(".")[0] ?? ""));
  if (old.length > 0) throw invalid(`simulator: [${old.join(", ")}] are no Nitro machines, which ipv6 needs`);
  const without = subnets.filter((one) => one.state["assignIpv6AddressOnCreation"] !== true);
  if (without.length > 0) {
    throw new AwsError(
      "Ec2SubnetMissingIpv6Assignment",
      `One or more Amazon EC2 Subnets of [${without.map(({ id }) => id).join(", ")}] for node group does not ` +
        "automatically assign IPv6 addresses to instances launched into it",
    );
  }
  const asked = { clusterName: cluster.id, namespace: "kube-system", serviceAccount: "aws-node" };
  const cni = neighbours(call, tokens.POD_IDENTITY, asked).map(({ state }) => textIn(state, "roleArn"));
  const roles = [...cni, call.inputs.text("nodeRoleArn")];
  if (roles.some((roleArn) => mayAssign(call, roleArn))) return;
  throw new AwsError("NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster");
}
