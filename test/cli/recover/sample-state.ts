import type { ExportedState, StateResource } from "../../../cli/recover/state.ts";
import type { Plan, PlannedResource } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";

export const ARN = "arn:aws:ec2:eu-central-1:111122223333:";
export const PLACE = "urn:pulumi:dev::atoll";
export const PROVIDER = "pulumi:providers:aws::aws";

export const resource = (
  type: string,
  name: string,
  inputs: PlannedResource["inputs"] = {},
): PlannedResource => ({
  type,
  name,
  parent: "atoll:network:Network::dev",
  provider: PROVIDER,
  inputs,
  dependencies: [],
  protect: false,
  custom: true,
});

export const NETWORK: PlannedResource = { ...resource("atoll:network:Network", "dev"), custom: false };
export const AWS: PlannedResource = {
  type: "pulumi:providers:aws",
  name: "aws",
  inputs: { region: "eu-central-1", defaultTags: '{"tags":{"atoll:organisation":"lagoon"}}' },
  dependencies: [],
  protect: false,
  custom: true,
};
export const VPC = resource(tokens.VPC, "dev-vpc", { cidrBlock: "10.0.0.0/16" });
export const TABLE = resource(tokens.ROUTE_TABLE, "dev-table", { vpcId: "${dev-vpc.id}" });
export const planOf = (...resources: readonly PlannedResource[]): Plan => ({
  schema: 1,
  stack: "dev",
  resources: [NETWORK, AWS, ...resources],
});

export const inState = (type: string, name: string, id?: string): StateResource => ({
  urn: `${PLACE}::${type.includes("aws:") && !type.startsWith("pulumi:") ? "atoll:network:Network$" : ""}${type}::${name}`,
  type,
  custom: !type.startsWith("atoll:"),
  ...(id === undefined ? {} : { id }),
});

export const BASE: readonly StateResource[] = [
  { urn: `${PLACE}::pulumi:pulumi:Stack::atoll-dev`, type: "pulumi:pulumi:Stack", custom: false },
  inState("pulumi:providers:aws", "aws", "1234"),
  inState("atoll:network:Network", "dev"),
];

export const stateOf = (
  resources: readonly StateResource[],
  begun: readonly StateResource[] = [],
): ExportedState => ({
  deployment: {
    resources: [...BASE, ...resources],
    pending_operations: begun.map((one) => ({ type: "creating", resource: one })),
  },
});
