import { describe, expect, test } from "vitest";
import { idOfArn, isListedAtHome } from "../../../cli/recover/import-ids.ts";
import { parsedOwner } from "../../../cli/recover/lock-owner.ts";
import type { ExportedState } from "../../../cli/recover/state.ts";
import { unfinishedResources, withFound } from "../../../cli/recover/unfinished.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { ARN, BASE, inState, PLACE, planOf, PROVIDER, stateOf, TABLE, VPC } from "./sample-state.ts";

const EKS = "arn:aws:eks:eu-central-1:111122223333:";

describe("the id of a resource", () => {
  test.each([
    [tokens.VPC, `${ARN}vpc/vpc-0a1b`, "vpc-0a1b"],
    [tokens.EIP, `${ARN}elastic-ip/eipalloc-0a1b`, "eipalloc-0a1b"],
    [tokens.LOG_GROUP, "arn:aws:logs:eu-central-1:111122223333:log-group:/atoll/dev:*", "/atoll/dev"],
    [tokens.CLUSTER, `${EKS}cluster/dev`, "dev"],
    [tokens.NODE_GROUP, `${EKS}nodegroup/dev/system/1-2`, "dev:system"],
    [tokens.ADDON, `${EKS}addon/dev/vpc-cni/1-2`, "dev:vpc-cni"],
    [
      tokens.ACCESS_ENTRY,
      `${EKS}access-entry/dev/role/111122223333/team/admin/1-2`,
      "dev:arn:aws:iam::111122223333:role/team/admin",
    ],
    [tokens.POD_IDENTITY, `${EKS}podidentityassociation/dev/a-1`, "dev,a-1"],
    [
      tokens.QUEUE,
      "arn:aws:sqs:eu-central-1:111122223333:karpenter",
      "https://sqs.eu-central-1.amazonaws.com/111122223333/karpenter",
    ],
    [tokens.QUEUE, `${EKS}cluster/dev`, undefined],
    [tokens.EVENT_RULE, "arn:aws:events:eu-central-1:111122223333:rule/spot", "spot"],
    [tokens.LAUNCH_TEMPLATE, `${ARN}launch-template/lt-0a1b`, "lt-0a1b"],
    [tokens.VPC, `${ARN}subnet/subnet-0a1b`, undefined],
    [tokens.ROUTE, `${ARN}vpc/vpc-0a1b`, undefined],
    [tokens.BUCKET, "arn:aws:s3:::atoll-backups", "atoll-backups"],
    [tokens.BUCKET, `${ARN}vpc/vpc-0a1b`, undefined],
    [
      tokens.TOPIC,
      "arn:aws:sns:eu-central-1:111122223333:alarms",
      "arn:aws:sns:eu-central-1:111122223333:alarms",
    ],
    [tokens.TOPIC, "arn:aws:sqs:eu-central-1:111122223333:alarms", undefined],
    [tokens.ALARM, "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:vpcs", "vpcs"],
    [tokens.ZONE, "arn:aws:route53:::hostedzone/Z0", "Z0"],
    [tokens.TGW, `${ARN}transit-gateway/tgw-0a1b`, "tgw-0a1b"],
    [tokens.TGW, `${ARN}transit-gateway-attachment/tgw-attach-0a1b`, undefined],
  ])("of type %s by %s is %s", (type, arn, id) => {
    expect(idOfArn(type, arn)).toBe(id);
  });
});

test("what has no region is listed in one, except buckets", () => {
  const arns = ["arn:aws:route53:::hostedzone/Z0", "arn:aws:s3:::atoll-backups", `${ARN}vpc/vpc-0a1b`];
  expect(arns.map(isListedAtHome)).toEqual([true, false, false]);
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
  const inVpc = inState(tokens.VPC, "dev-vpc", "vpc-1");

  test("is what the program wants and the state lacks, with the place it would have there", () => {
    expect(unfinishedResources(planOf(VPC, TABLE), stateOf([inVpc]))).toEqual([
      {
        type: tokens.ROUTE_TABLE,
        name: "dev-table",
        inputs: { vpcId: "${dev-vpc.id}" },
        provider: PROVIDER,
        begun: false,
        entry: {
          urn: `${PLACE}::atoll:network:Network$${tokens.ROUTE_TABLE}::dev-table`,
          custom: true,
          type: tokens.ROUTE_TABLE,
          parent: `${PLACE}::atoll:network:Network::dev`,
          provider: `${PLACE}::${PROVIDER}::1234`,
          protect: false,
        },
      },
    ]);
  });

  test("is not what the state has under an earlier name", () => {
    const renamed = { ...VPC, name: "dev-net", aliases: [`${tokens.VPC}::dev-vpc`] };
    expect(unfinishedResources(planOf(renamed), stateOf([inVpc]))).toEqual([]);
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

  test("has no place in the state without a parent there, or when it was to replace what is there", () => {
    const lost: ExportedState = { deployment: { resources: [] } };
    expect(unfinishedResources(planOf(VPC), lost).map(({ entry }) => entry)).toEqual([undefined]);
    const state = stateOf([inVpc], [inState(tokens.VPC, "dev-vpc")]);
    expect(unfinishedResources(planOf(VPC), state)).toMatchObject([{ name: "dev-vpc", begun: true }]);
    expect(unfinishedResources(planOf(VPC), state)[0]?.entry).toBeUndefined();
  });

  test("enters the state with its id, and pending operations leave it", () => {
    const begun = inState(tokens.VPC, "dev-vpc");
    const after = withFound(stateOf([], [begun]), [{ entry: begun, id: "vpc-1" }]);
    expect(after).toEqual({ deployment: { resources: [...BASE, { ...begun, id: "vpc-1", outputs: {} }] } });
  });
});
