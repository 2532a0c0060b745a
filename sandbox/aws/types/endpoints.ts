import type { Properties } from "../../provider/properties.ts";
import { addressAt, block } from "../cidr.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, hashNumber, newId } from "../ids.ts";
import { neighbours, referred, type Call, type Kind, text } from "../kind.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { documentRefusal } from "./policy-document.ts";
import { privateDomain, zonesAsking } from "./private-names.ts";
import { findRouteTable } from "./routes.ts";
import { findSecurityGroup } from "./security-groups.ts";
import { findSubnet } from "./subnet.ts";
import { findVpc } from "./vpc.ts";

/** Reached through a route table, free of charge. */
const GATEWAY_SERVICES = ["dynamodb", "s3"];

/**
 * Services with an interface endpoint that a cluster may want.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const INTERFACE_SERVICES = [
  ...["autoscaling", "backup", "dynamodb", "ebs", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "eks"],
  ...["eks-auth", "elasticfilesystem", "elasticloadbalancing", "events", "guardduty-data", "kms", "lambda"],
  ...["logs", "monitoring", "s3", "secretsmanager", "servicequotas", "sns", "sqs", "ssm", "ssmmessages"],
  ...["sts", "xray"],
];

const FIRST_FREE_ADDRESS = 4;

function serviceOf(call: Call, interfaceType: boolean): string {
  const name = call.inputs.text("serviceName");
  const prefix = `com.amazonaws.${call.region}.`;
  const service = name.startsWith(prefix) ? name.slice(prefix.length) : "";
  const offered = interfaceType ? INTERFACE_SERVICES : GATEWAY_SERVICES;
  if (offered.includes(service)) return service;
  const code = INTERFACE_SERVICES.includes(service) ? "InvalidParameter" : "InvalidServiceName";
  const kind = interfaceType ? "Interface" : "Gateway";
  throw new AwsError(
    code,
    code === "InvalidServiceName"
      ? `The Vpc Endpoint Service '${name}' does not exist`
      : `Endpoint type (${kind}) does not match available service types ([Interface]).`,
  );
}

/** A gateway endpoint writes one route per table; two endpoints of a service cannot share a table. */
function checkRouteTables(call: Call, tableIds: readonly string[], self?: string): void {
  const serviceName = call.inputs.text("serviceName");
  for (const id of tableIds) {
    findRouteTable(call, id);
    const rivals = neighbours(call, tokens.VPC_ENDPOINT, { serviceName }).filter(
      (rival) => rival.id !== self && (rival.state["routeTableIds"] as readonly string[]).includes(id),
    );
    if (rivals.length === 0) continue;
    throw new AwsError(
      "RouteAlreadyExists",
      `route table ${id} already has a route with destination-prefix-list-id ${prefixList(call, serviceName)}`,
    );
  }
}

function prefixList(call: Call, serviceName: string): string {
  return `pl-${hashNumber(`${call.region}/${serviceName}`).toString(16).padStart(8, "0")}`;
}

function subnetsOf(call: Call): readonly Thing[] {
  const zones = new Set<unknown>();
  return call.inputs.texts("subnetIds").map((id) => {
    const subnet = findSubnet(call, id);
    const zone = subnet.state["availabilityZone"];
    if (zones.has(zone)) {
      throw new AwsError(
        "DuplicateSubnetsInSameZone",
        `Found another VPC endpoint subnet in the availability zone of ${id}. ` +
          "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
      );
    }
    zones.add(zone);
    return subnet;
  });
}

function checkPrivateDns(call: Call, vpc: Thing, service: string, self?: string): void {
  if (!call.inputs.flag("privateDnsEnabled")) return;
  if (vpc.state["enableDnsSupport"] !== true || vpc.state["enableDnsHostnames"] !== true) {
    throw new AwsError(
      "InvalidParameter",
      "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes " +
        `set to true for ${vpc.id}`,
    );
  }
  const rivals = neighbours(call, tokens.VPC_ENDPOINT, {
    vpcId: vpc.id,
    serviceName: call.inputs.text("serviceName"),
    privateDnsEnabled: true,
  });
  const domain = privateDomain(service, call.region);
  const isFree = rivals.every((rival) => rival.id === self) && zonesAsking(call, domain, vpc.id).length === 0;
  if (isFree) return;
  throw new AwsError(
    "InvalidParameter",
    "private-dns-enabled cannot be set because there is already a conflicting DNS domain for " +
      `${domain} in the VPC ${vpc.id}`,
  );
}

function checkedInterface(call: Call, vpc: Thing, service: string, self?: string): readonly Thing[] {
  const subnets = subnetsOf(call);
  for (const id of call.inputs.texts("securityGroupIds")) findSecurityGroup(call, id);
  checkPrivateDns(call, vpc, service, self);
  return subnets;
}

function interfaceAttributes(call: Call, id: string, service: string, subnets: readonly Thing[]): Properties {
  const vpcId = call.inputs.text("vpcId");
  const domain = `${id}-${hashNumber(id).toString(36)}.${service}.${call.region}.vpce.amazonaws.com`;
  const closed = neighbours(call, tokens.SECURITY_GROUP, { vpcId, isDefault: true }).map((group) => group.id);
  const given = call.inputs.texts("securityGroupIds");
  return {
    ...interfaces(call, subnets),
    securityGroupIds: given.length > 0 ? given : closed,
    dnsEntries: [{ dnsName: domain, hostedZoneId: `Z${hashNumber(service)}` }],
    ipAddressType: call.inputs.optionalText("ipAddressType") ?? "ipv4",
    prefixListId: "",
  };
}

/** One network interface per subnet. */
function interfaces(call: Call, subnets: readonly Thing[]): Properties {
  return {
    networkInterfaceIds: subnets.map(() => newId(call.cloud, "eni")),
    subnetIds: subnets.map((subnet) => subnet.id),
    subnetConfigurations: subnets.map((subnet) => ({
      subnetId: subnet.id,
      ipv4: addressAt(block(text(subnet, "cidrBlock")), FIRST_FREE_ADDRESS),
    })),
  };
}

const ALLOW_ALL = JSON.stringify({
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
  Version: "2008-10-17",
});

function withinEndpointQuota(call: Call, vpcId: string, vpcEndpointType: string): void {
  if (vpcEndpointType === "Interface") {
    const existing = neighbours(call, tokens.VPC_ENDPOINT, { vpcId, vpcEndpointType }).length;
    withinQuota(call.cloud, QUOTAS.interfaceEndpointsPerVpc, existing);
  } else {
    const existing = neighbours(call, tokens.VPC_ENDPOINT, { vpcEndpointType }).length;
    withinQuota(call.cloud, QUOTAS.gatewayEndpoints, existing);
  }
}

export const vpcEndpoint: Kind = {
  label: "EC2 VPC Endpoint",
  service: "EC2",
  calls: { create: "CreateVpcEndpoint", update: "ModifyVpcEndpoint", delete: "DeleteVpcEndpoints" },
  defaults: { vpcEndpointType: "Gateway", privateDnsEnabled: false },
  documents: ["policy"],
  quota: QUOTAS.interfaceEndpointsPerVpc,
  refusals: (inputs) => {
    const kind = inputs.optionalText("vpcEndpointType") ?? "Gateway";
    if (kind !== "Gateway" && kind !== "Interface") {
      return [["vpcEndpointType", `endpoints of type ${kind} are not simulated`]];
    }
    const policy = documentRefusal(inputs, "policy");
    const needsService = !inputs.isOpen("vpcEndpointType") && !inputs.has("serviceName");
    return needsService ? [["serviceName", '"serviceName" is required'], ...policy] : policy;
  },
  create: (call) => {
    const vpc = findVpc(call, call.inputs.text("vpcId"));
    const kind = call.inputs.optionalText("vpcEndpointType") ?? "Gateway";
    const service = serviceOf(call, kind === "Interface");
    withinEndpointQuota(call, vpc.id, kind);
    checkRouteTables(call, call.inputs.texts("routeTableIds"));
    const subnets = kind === "Interface" ? checkedInterface(call, vpc, service) : [];
    const id = newId(call.cloud, "vpce");
    const common = {
      arn: arn("ec2", call, `vpc-endpoint/${id}`),
      ownerId: call.account,
      requesterManaged: false,
      state: "available",
      serviceRegion: call.region,
      policy: call.inputs.optionalText("policy") ?? ALLOW_ALL,
    };
    const own =
      kind === "Interface"
        ? { ...interfaceAttributes(call, id, service, subnets), cidrBlocks: [] }
        : {
            prefixListId: prefixList(call, call.inputs.text("serviceName")),
            cidrBlocks: ["198.18.255.0/24"],
            dnsEntries: [],
            networkInterfaceIds: [],
          };
    return { id, computed: { ...common, ...own } };
  },
  update: (call, before) => {
    checkRouteTables(call, call.inputs.texts("routeTableIds"), before.id);
    if (call.inputs.text("vpcEndpointType") !== "Interface") return {};
    const vpc = findVpc(call, call.inputs.text("vpcId"));
    const subnets = checkedInterface(call, vpc, serviceOf(call, true), before.id);
    const same = JSON.stringify(before.state["subnetIds"]) === JSON.stringify(subnets.map(({ id }) => id));
    return same ? {} : interfaces(call, subnets);
  },
  delete: (call, { id }) => {
    const { account, region } = call;
    call.cloud.delete({ type: tokens.ENDPOINT_ROUTE_TABLE, account, region, state: { vpcEndpointId: id } });
  },
};

export const endpointRouteTable: Kind = {
  label: "EC2 VPC Endpoint Route Table Association",
  service: "EC2",
  calls: { create: "ModifyVpcEndpoint", delete: "ModifyVpcEndpoint" },
  create: (call) => {
    const [endpointId, tableId] = [call.inputs.text("vpcEndpointId"), call.inputs.text("routeTableId")];
    const missing = new AwsError(
      "InvalidVpcEndpointId.NotFound",
      `The Vpc Endpoint Id '${endpointId}' does not exist`,
    );
    referred(call, tokens.VPC_ENDPOINT, endpointId, missing);
    findRouteTable(call, tableId);
    return { id: `a-${endpointId}${hashNumber(tableId)}`, computed: {} };
  },
  importQuery: (id) => {
    const [vpcEndpointId = "", routeTableId = ""] = id.split("/");
    return { state: { vpcEndpointId, routeTableId } };
  },
  importFault: (id) =>
    id.split("/").length === 2
      ? undefined
      : `wrong format of import ID (${id}), use: 'vpc-endpoint-id/route-table-id'`,
};
