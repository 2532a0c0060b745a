import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** The CNI's add-on anew, with these values. */
const cni =
  (values: unknown): Attempt =>
  ({ cloud, make }, _id, all) => {
    cloud.delete({ type: tokens.ADDON });
    const configurationValues = JSON.stringify(values);
    return make(tokens.ADDON, {
      ...all.get(tokens.ADDON)!.inputs,
      addonName: "vpc-cni",
      configurationValues,
    });
  };

const group: Attempt = ({ make }, _id, all) =>
  make(tokens.NODE_GROUP, { ...all.get(tokens.NODE_GROUP)!.inputs, nodeGroupName: "other" });

/** What the CNI is told of subnets of pods. */
export const CNI_REFUSALS: readonly Refusal[] = [
  [
    "the CNI's environment holds texts",
    cni({ env: { WARM_PREFIX_TARGET: 1 } }),
    "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.env.WARM_PREFIX_TARGET: number found, string expected]",
  ],
  [
    "subnets of pods are named with the CNI's region",
    cni({ eniConfig: { create: true, subnets: { "eu-central-1a": { id: "subnet-1" } } } }),
    "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.eniConfig.region: is missing but it is required]",
  ],
  [
    "a zone names the subnet of its pods",
    cni({ eniConfig: { create: true, region: "eu-central-1", subnets: { "eu-central-1a": {} } } }),
    "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.eniConfig.subnets.eu-central-1a.id: is missing but it is required]",
  ],
  [
    "a zone says of its pods' interfaces what the CNI knows",
    cni({
      eniConfig: {
        ...{ create: true, region: "eu-central-1" },
        subnets: { "eu-central-1a": { id: "subnet-1", groups: ["sg-1"] } },
      },
    }),
    "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.eniConfig.subnets.eu-central-1a.groups: is not defined in the schema and the schema does not allow additional properties]",
  ],
  [
    "a node whose zone names no subnet of pods never becomes ready",
    async (sandbox, id, all) => {
      await cni({ env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" } })(sandbox, id, all);
      return group(sandbox, id, all);
    },
    "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster",
  ],
  [
    "a node whose zone names pods' subnet in another zone never becomes ready",
    async (sandbox, id, all) => {
      const { state } = all.get(tokens.SUBNET)!;
      const groups = { securityGroups: [id(tokens.SECURITY_GROUP)] };
      const subnets = Object.fromEntries(
        ["a", "b", "c"].map((zone) => [`eu-central-1${zone}`, { id: state.id, ...groups }]),
      );
      const eniConfig = { create: true, region: "eu-central-1", subnets };
      await cni({ env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true" }, eniConfig })(sandbox, id, all);
      return group(sandbox, id, all);
    },
    "NodeCreationFailure: Unhealthy nodes in the kubernetes cluster",
  ],
];

const tag =
  (key: string, value = "1"): Attempt =>
  ({ make }, id) =>
    make(tokens.EC2_TAG, { resourceId: id(tokens.SUBNET), key, value });

/** Tags of what others made. */
export const TAG_REFUSALS: readonly Refusal[] = [
  [
    "a tag is one of a subnet that exists",
    ({ make }) => make(tokens.EC2_TAG, { resourceId: "subnet-00000000000000000", key: "a", value: "b" }),
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0…' does not exist",
  ],
  [
    "a tag of AWS is not for others",
    tag("aws:role"),
    "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
  ],
  [
    "a tag's key has at most 128 characters",
    tag("k".repeat(129)),
    "InvalidParameterValue: Tag key exceeds the maximum length of 128 characters",
  ],
  [
    "a value of a tag has at most 256 characters",
    tag("a", "v".repeat(257)),
    "InvalidParameterValue: Tag value exceeds the maximum length of 256 characters",
  ],
  [
    "a subnet has at most 50 tags, whoever puts them there",
    (sandbox, id, all) => {
      const tags = Object.fromEntries(Array.from({ length: 50 }, (_, number) => [`tag-${number}`, "1"]));
      sandbox.cloud.edit(id(tokens.SUBNET), { tags });
      return tag("one-more")(sandbox, id, all);
    },
    "TagLimitExceeded: You have reached the maximum number of tags",
  ],
];
