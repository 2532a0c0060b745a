import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Refusal } from "./refusal.ts";

export const SCHEMA_REFUSALS: readonly Refusal[] = [
  [
    "a tag's key does not start with aws:",
    ({ make }) => make(tokens.EIP, { tags: { "aws:owner": "me" } }),
    "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
  ],
  [
    "a resource has at most 50 tags, its provider's included",
    ({ make }) =>
      make(tokens.EIP, { tags: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag${n}`, ""])) }),
    "TagLimitExceeded: The maximum number of Tags for a resource (50) has been reached.",
  ],
  [
    "a tag's value has at most 256 characters",
    ({ make }) => make(tokens.EIP, { tags: { Name: "n".repeat(257) } }),
    "InvalidParameterValue: Value of tag 'Name' exceeds the maximum length of 256 characters",
  ],
  [
    "a required input is required",
    ({ make }) => make(tokens.SUBNET, {}),
    'vpcId: Missing required argument. "vpcId" is required',
  ],
  [
    "an unknown input is refused",
    ({ makeVpc }) => makeVpc({ cidr: "10.0.0.0/16" }),
    'cidr: Unsupported argument. An argument named "cidr" is not expected here',
  ],
  [
    "an unknown field of a nested object is refused",
    ({ make }, id) => make(tokens.ROUTE_TABLE, { vpcId: id(tokens.VPC), routes: [{ cidr: "0.0.0.0/0" }] }),
    'routes[0].cidr: Unsupported argument. An argument named "cidr" is not expected here',
  ],
  [
    "an input of another type is refused",
    ({ makeVpc }) => makeVpc({ enableDnsSupport: "yes" }),
    'enableDnsSupport: Incorrect type. "enableDnsSupport" must be a boolean, got a string',
  ],
  [
    "host bits are refused with the right block",
    ({ makeVpc }) => makeVpc({ cidrBlock: "10.0.0.5/16" }),
    'cidrBlock: "10.0.0.5/16" is not a valid CIDR block; did you mean "10.0.0.0/16"?',
  ],
  [
    "an unknown type is refused",
    ({ make }) => make("aws:dynamodb/table:Table", {}),
    "the simulated AWS has no aws:dynamodb/table:Table",
  ],
  [
    "an invoke is refused",
    ({ engine }) => engine.invoke("aws:index/getCallerIdentity:getCallerIdentity"),
    "invoke aws:index/getCallerIdentity:getCallerIdentity is not supported by the simulator",
  ],
];
