import { describe, expect, test } from "vitest";
import { idOfArn, idOfInputs } from "../../cli/recover/import-ids.ts";
import { parsedOwner } from "../../cli/recover/lock-owner.ts";
import { recoverStack } from "../../cli/recover/recover.ts";
import type { ExportedState, StateResource } from "../../cli/recover/state.ts";
import type { CommandResult, Tools } from "../../cli/recover/tools.ts";
import { unfinishedResources, withFound } from "../../cli/recover/unfinished.ts";
import type { Plan, PlannedResource } from "../../plan/plan.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";

const ARN = "arn:aws:ec2:eu-central-1:111122223333:";
const PLACE = "urn:pulumi:dev::atoll";
const PROVIDER = "pulumi:providers:aws::aws";

const resource = (type: string, name: string, inputs: PlannedResource["inputs"] = {}): PlannedResource => ({
  type,
  name,
  parent: "atoll:network:Network::dev",
  provider: PROVIDER,
  inputs,
  dependencies: [],
  protect: false,
  custom: true,
});

const NETWORK: PlannedResource = { ...resource("atoll:network:Network", "dev"), custom: false };
const AWS: PlannedResource = {
  type: "pulumi:providers:aws",
  name: "aws",
  inputs: { region: "eu-central-1" },
  dependencies: [],
  protect: false,
  custom: true,
};
const VPC = resource(tokens.VPC, "dev-vpc", { cidrBlock: "10.0.0.0/16" });
const TABLE = resource(tokens.ROUTE_TABLE, "dev-table", { vpcId: "${dev-vpc.id}" });
const ROUTE = resource(tokens.ROUTE, "dev-route", {
  routeTableId: "${dev-table.id}",
  destinationCidrBlock: "0.0.0.0/0",
});

const planOf = (...resources: readonly PlannedResource[]): Plan => ({
  schema: 1,
  stack: "dev",
  resources: [NETWORK, AWS, ...resources],
});

const inState = (type: string, name: string, id?: string): StateResource => ({
  urn: `${PLACE}::${type.includes("aws:") && !type.startsWith("pulumi:") ? "atoll:network:Network$" : ""}${type}::${name}`,
  type,
  custom: !type.startsWith("atoll:"),
  ...(id === undefined ? {} : { id }),
});

const BASE: readonly StateResource[] = [
  { urn: `${PLACE}::pulumi:pulumi:Stack::atoll-dev`, type: "pulumi:pulumi:Stack", custom: false },
  inState("pulumi:providers:aws", "aws", "1234"),
  inState("atoll:network:Network", "dev"),
];

const stateOf = (
  resources: readonly StateResource[],
  begun: readonly StateResource[] = [],
): ExportedState => ({
  deployment: {
    resources: [...BASE, ...resources],
    pending_operations: begun.map((one) => ({ type: "creating", resource: one })),
  },
});

describe("the id of a resource", () => {
  test.each([
    [tokens.VPC, `${ARN}vpc/vpc-0a1b`, "vpc-0a1b"],
    [tokens.EIP, `${ARN}elastic-ip/eipalloc-0a1b`, "eipalloc-0a1b"],
    [tokens.LOG_GROUP, "arn:aws:logs:eu-central-1:111122223333:log-group:/atoll/dev:*", "/atoll/dev"],
    [tokens.VPC, `${ARN}subnet/subnet-0a1b`, undefined],
    [tokens.ROUTE, `${ARN}vpc/vpc-0a1b`, undefined],
  ])("of type %s by %s is %s", (type, arn, id) => {
    expect(idOfArn(type, arn)).toBe(id);
  });

  test.each([
    [tokens.ROUTE, { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" }, "rtb-1_0.0.0.0/0"],
    [tokens.ROUTE, { routeTableId: "rtb-1", destinationIpv6CidrBlock: "::/0" }, "rtb-1_::/0"],
    [tokens.ROUTE_TABLE_ASSOCIATION, { subnetId: "subnet-1", routeTableId: "rtb-1" }, "subnet-1/rtb-1"],
    [
      tokens.NETWORK_ACL_RULE,
      { networkAclId: "acl-1", ruleNumber: 100, protocol: "6", egress: true },
      "acl-1:100:6:true",
    ],
    [tokens.ROLE_POLICY, { role: "flow", name: "write" }, "flow:write"],
    [tokens.ROUTE, { routeTableId: "${dev-table.id}", destinationCidrBlock: "0.0.0.0/0" }, undefined],
    [tokens.ROUTE, { routeTableId: "<known after up>", destinationCidrBlock: "0.0.0.0/0" }, undefined],
    [tokens.VPC, { cidrBlock: "10.0.0.0/16" }, undefined],
  ])("of type %s with inputs %j is %s", (type, inputs, id) => {
    expect(idOfInputs(type, inputs)).toBe(id);
  });
});

test("the owner of a lock is read from the backend's refusal", () => {
  const said = [
    "error: the stack is currently locked by 1 lock(s). Either wait ...",
    "  s3://state/.pulumi/locks/organization/atoll/dev/1.json: created by ci@runner-7 (pid 42) at 2026-11-24T09:00:00Z",
  ].join("\n");
  expect(parsedOwner(said)).toMatchObject({
    user: "ci",
    host: "runner-7",
    pid: 42,
    since: "2026-11-24T09:00:00Z",
  });
  expect(parsedOwner("error: [409] Another update is currently in progress.\n")).toEqual({
    message: "error: [409] Another update is currently in progress.",
  });
});

describe("what is unfinished", () => {
  test("is what the program wants and the state lacks, with the ids that the state knows", () => {
    const state = stateOf([
      inState(tokens.VPC, "dev-vpc", "vpc-1"),
      inState(tokens.ROUTE_TABLE, "dev-table", "rtb-1"),
    ]);
    expect(unfinishedResources(planOf(VPC, TABLE, ROUTE), state)).toEqual([
      {
        type: tokens.ROUTE,
        name: "dev-route",
        inputs: { routeTableId: "rtb-1", destinationCidrBlock: "0.0.0.0/0" },
        provider: PROVIDER,
        begun: false,
        entry: {
          urn: `${PLACE}::atoll:network:Network$${tokens.ROUTE}::dev-route`,
          custom: true,
          type: tokens.ROUTE,
          parent: `${PLACE}::atoll:network:Network::dev`,
          provider: `${PLACE}::${PROVIDER}::1234`,
          protect: false,
        },
      },
    ]);
  });

  test("is also what the engine had begun, though the program wants it no more", () => {
    const begun = {
      ...inState(tokens.VPC, "old-vpc"),
      inputs: { cidrBlock: "10.1.0.0/16" },
      provider: `${PLACE}::${PROVIDER}::1234`,
    };
    expect(unfinishedResources(planOf(), stateOf([], [begun]))).toEqual([
      {
        type: tokens.VPC,
        name: "old-vpc",
        inputs: begun.inputs,
        entry: begun,
        begun: true,
        provider: PROVIDER,
      },
    ]);
  });

  test("enters the state with its id, and pending operations leave it", () => {
    const begun = inState(tokens.VPC, "dev-vpc");
    const after = withFound(stateOf([], [begun]), [{ entry: begun, id: "vpc-1" }]);
    expect(after).toEqual({ deployment: { resources: [...BASE, { ...begun, id: "vpc-1", outputs: {} }] } });
  });
});

/** Command lines that remember what they were asked; `refresh` keeps only what `exists`. */
function fakeTools(state: ExportedState, tagged: Readonly<Record<string, string>>) {
  let current = state;
  const calls: string[] = [];
  const ok = (stdout: unknown): CommandResult => ({
    exitCode: 0,
    stdout: JSON.stringify(stdout),
    stderr: "",
  });
  const tools: Tools = {
    folder: tmpdir(),
    pulumi: (args) => {
      calls.push(args.slice(0, 2).join(" "));
      const file = args.at(args.indexOf("--file") + 1) ?? "";
      if (args[1] === "import") current = JSON.parse(readFileSync(file, "utf8")) as ExportedState;
      return Promise.resolve(ok(current));
    },
    aws: () => {
      const ResourceTagMappingList = Object.entries(tagged).map(([arn, name]) => ({
        ResourceARN: arn,
        Tags: [{ Key: "atoll:resource", Value: name }],
      }));
      return Promise.resolve(ok({ ResourceTagMappingList }));
    },
  };
  return { tools, calls, state: () => current };
}

describe("a recovery", () => {
  test("leaves two resources that both say they are one to people, and takes neither", async () => {
    const { tools, calls } = fakeTools(stateOf([]), {
      [`${ARN}vpc/vpc-1`]: "dev-vpc",
      [`${ARN}vpc/vpc-2`]: "dev-vpc",
    });
    const recovery = await recoverStack(tools, planOf(VPC), () => undefined);
    expect(recovery.resources).toEqual([
      { type: tokens.VPC, name: "dev-vpc", outcome: "ambiguous", ids: ["vpc-1", "vpc-2"] },
    ]);
    expect(recovery.strays.map(({ arn }) => arn)).toEqual([`${ARN}vpc/vpc-1`, `${ARN}vpc/vpc-2`]);
    expect(calls).not.toContain("stack import");
  });

  test("clears a create of which nothing came", async () => {
    const begun = { ...inState(tokens.VPC, "dev-vpc"), provider: `${PLACE}::${PROVIDER}::1234` };
    const { tools, state } = fakeTools(stateOf([], [begun]), {});
    const recovery = await recoverStack(tools, planOf(VPC), () => undefined);
    expect(recovery.resources).toEqual([
      { type: tokens.VPC, name: "dev-vpc", outcome: "never-made", ids: [] },
    ]);
    expect(state()).toEqual({ deployment: { resources: BASE } });
  });

  test("writes no state where nothing is unfinished", async () => {
    const { tools, calls } = fakeTools(stateOf([inState(tokens.VPC, "dev-vpc", "vpc-1")]), {
      [`${ARN}vpc/vpc-1`]: "dev-vpc",
    });
    const recovery = await recoverStack(tools, planOf(VPC), () => undefined);
    expect(recovery).toEqual({ resources: [], strays: [] });
    expect(calls).toEqual(["stack export", "refresh --stack", "stack export"]);
  });
});
