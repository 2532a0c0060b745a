import { isObject, type Properties, type Value } from "../../provider/properties.ts";
import type { Thing } from "../cloud.ts";
import { AwsError } from "../error.ts";
import { arn, newId } from "../ids.ts";
import { neighbours, text, type Call, type Inputs, type Kind, type Made, type Refusals } from "../kind.ts";
import { settleMachine, unsettleMachine } from "../k3s/machines.ts";
import { QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { machine } from "./eks-nodes.ts";
import { metadataRefusals } from "./instance-metadata.ts";
import { addressIn, checkGroups, groupsIn, subnetOf } from "./instance-network.ts";
import { orderOf, type Order } from "./instance-order.ts";
import { deleteInterfacesOf, putInterface } from "./network-interfaces.ts";
import { findSubnet } from "./subnet.ts";
import { isBase64, USER_DATA_BYTES } from "./user-data.ts";

/** Types of the quota of standard machines. @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html */
const STANDARD = /^[acdhimrtz]\d/;

function refusals(inputs: Inputs): Refusals {
  const hasTemplate = inputs.has("launchTemplate");
  const missing = (name: string, as: string): Refusals =>
    inputs.has(name) || hasTemplate
      ? []
      : [[name, `"${name}": one of \`${as},launch_template\` must be specified`]];
  const length = Buffer.byteLength(inputs.text("userData"));
  return [
    ...missing("ami", "ami"),
    ...missing("instanceType", "instance_type"),
    ...metadataRefusals(inputs),
    ...(inputs.flag("userDataReplaceOnChange")
      ? [["userDataReplaceOnChange", "not simulated: what replaces a machine is its program"] as const]
      : []),
    ...(length > USER_DATA_BYTES
      ? [["userData", `expected length of userData to be in the range (0 - ${USER_DATA_BYTES})`] as const]
      : []),
    ...(isBase64(inputs.text("userDataBase64"))
      ? []
      : [["userDataBase64", "userDataBase64: must be base64-encoded"] as const]),
    ...(inputs.has("userData") && inputs.has("userDataBase64")
      ? [["userData", '"userData": conflicts with userDataBase64'] as const]
      : []),
  ];
}

function checkProfile(call: Call, name: string): void {
  if (name === "") return;
  const [profile] = neighbours({ ...call, region: "" }, tokens.INSTANCE_PROFILE, { name });
  if (profile === undefined) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    );
  }
  if (text(profile, "role") !== "") return;
  throw new AwsError(
    "InvalidParameterValue",
    `IAM Instance Profile "${text(profile, "arn")}" has no associated IAM Roles`,
  );
}

/** Processors that run in a place: those of machines, and of node groups and autoscaling groups as well. */
function checkProcessors(call: Call, instanceType: string): void {
  if (!STANDARD.test(instanceType)) return;
  const running = neighbours(call, tokens.INSTANCE).filter((one) => STANDARD.test(text(one, "instanceType")));
  const used = running.reduce((sum, one) => sum + machine(text(one, "instanceType")).cpu, 0);
  withinQuota(call.cloud, QUOTAS.standardProcessors, used + machine(instanceType).cpu - 1);
}

/** The disk as EC2 makes it, and what it chooses. */
function rootDisk(call: Call, disk: Properties): Properties {
  const volumeType = disk["volumeType"] ?? "gp3";
  const isGp3 = volumeType === "gp3";
  const encrypted = disk["encrypted"] === true || disk["encrypted"] === "true";
  return {
    ...{ deviceName: "/dev/sda1", volumeId: newId(call.cloud, "vol"), volumeType, encrypted },
    deleteOnTermination: disk["deleteOnTermination"] !== false && disk["deleteOnTermination"] !== "false",
    volumeSize: disk["volumeSize"] ?? 8,
    iops: disk["iops"] ?? (isGp3 ? 3_000 : 0),
    throughput: disk["throughput"] ?? (isGp3 ? 125 : 0),
    kmsKeyId: disk["kmsKeyId"] ?? (encrypted ? arn("kms", call, "alias/aws/ebs") : ""),
    tags: disk["tags"] ?? {},
    tagsAll: disk["tags"] ?? {},
  };
}

/** What EC2 chooses where nobody says anything. */
function choices(order: Order): Properties {
  const { cpu } = machine(order.instanceType);
  return {
    ami: order.ami,
    instanceType: order.instanceType,
    iamInstanceProfile: order.profile,
    vpcSecurityGroupIds: [...order.groups],
    metadataOptions: order.metadata,
    capacityReservationSpecification: { capacityReservationPreference: "open" },
    cpuOptions: { coreCount: cpu, threadsPerCore: 1 },
    enclaveOptions: { enabled: false },
    maintenanceOptions: { autoRecovery: "default" },
    ...(order.template !== undefined && { launchTemplate: order.template }),
  };
}

function start(call: Call): Made {
  const order = orderOf(call);
  const subnet = subnetOf(call);
  const groups = groupsIn(call, order.groups, subnet);
  checkProfile(call, order.profile);
  checkProcessors(call, order.instanceType);
  const id = newId(call.cloud, "i");
  const privateIp = addressIn(call, subnet);
  const subnetId = subnet.id;
  const networkInterfaceId = putInterface(call.cloud, call, {
    ...{ description: "", subnetId, groups, owner: id, privateIp },
  });
  return {
    id,
    computed: {
      ...choices({ ...order, groups }),
      arn: arn("ec2", call, `instance/${id}`),
      availabilityZone: text(subnet, "availabilityZone"),
      instanceState: "running",
      privateIp,
      privateDns: `ip-${privateIp.replaceAll(".", "-")}.${call.region}.compute.internal`,
      privateDnsNameOptions: {
        ...{ hostnameType: "ip-name", enableResourceNameDnsARecord: false },
        enableResourceNameDnsAaaaRecord: false,
      },
      primaryNetworkInterface: { networkInterfaceId, deleteOnTermination: true },
      primaryNetworkInterfaceId: networkInterfaceId,
      rootBlockDevice: rootDisk(call, order.disk),
      ...NOTHING,
    },
  };
}

/** Attributes of machines that this one is not. */
const NOTHING = {
  ...{ instanceLifecycle: "", outpostArn: "", passwordData: "", publicDns: "", publicIp: "" },
  spotInstanceRequestId: "",
};

/** Objects that a program gives in part, and EC2 keeps whole. */
const KEPT = ["metadataOptions", "rootBlockDevice", "launchTemplate"];

/** An update replaces no machine: whatever would is refused by the provider's own plan. */
function changed(call: Call, before: Thing): Properties {
  const groups = call.inputs.texts("vpcSecurityGroupIds");
  checkGroups(call, groups, findSubnet(call, text(before, "subnetId")));
  checkProfile(call, call.inputs.text("iamInstanceProfile"));
  for (const one of neighbours(call, tokens.NETWORK_INTERFACE, { owner: before.id })) {
    call.cloud.put({ ...one, state: { ...one.state, groups: [...groups] } });
  }
  const whole = KEPT.flatMap((name): [string, Value][] => {
    const was = before.state[name];
    return isObject(was) ? [[name, { ...was, ...call.inputs.object(name).all }]] : [];
  });
  return { ...Object.fromEntries(whole), ami: text(before, "ami") };
}

export const instance: Kind = {
  label: "EC2 Instance",
  service: "EC2",
  calls: { create: "RunInstances", update: "ModifyInstanceAttribute", delete: "TerminateInstances" },
  defaults: {
    ...{ sourceDestCheck: true, tenancy: "default", instanceInitiatedShutdownBehavior: "stop" },
    rootBlockDevice: { deleteOnTermination: true },
    metadataOptions: { httpEndpoint: "enabled", httpProtocolIpv6: "disabled" },
  },
  quota: QUOTAS.standardProcessors,
  refusals,
  create: start,
  update: changed,
  settle: settleMachine,
  unsettle: unsettleMachine,
  delete: (call, { id, state }) => {
    if (state["disableApiTermination"] === true) {
      throw new AwsError(
        "OperationNotPermitted",
        `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and ` +
          "try again.",
      );
    }
    deleteInterfacesOf(call, id);
    const { cloud, account, region } = call;
    // Load balancers drop a machine that is terminated.
    cloud.delete({ type: tokens.TARGET, account, region, state: { targetId: id } });
  },
};
