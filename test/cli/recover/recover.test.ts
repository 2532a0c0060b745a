import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, test } from "vitest";
import { needsPeople, recoverStack } from "../../../cli/recover/recover.ts";
import type { ExportedState } from "../../../cli/recover/state.ts";
import { type ClusterTools, withoutClusters } from "../../../cli/cluster/cluster-access.ts";
import type { CommandResult } from "../../../cli/recover/tools.ts";
import type { Plan } from "../../../plan/plan.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { ARN, BASE, inState, PLACE, planOf, PROVIDER, resource, stateOf, VPC } from "./sample-state.ts";

interface World {
  /** Names by ARN, of what carries the stack's tags. */
  readonly tagged?: Readonly<Record<string, string>>;
  readonly organisation?: string;
  /** What AWS refuses a call with. */
  readonly refusal?: string;
}

const ok = (stdout: unknown): CommandResult => ({ exitCode: 0, stdout: JSON.stringify(stdout), stderr: "" });

/** Command lines that remember what they were asked. Nobody holds the lock. */
function fakeTools(state: ExportedState, { tagged = {}, organisation = "lagoon", refusal }: World = {}) {
  let current = state;
  const calls: string[] = [];
  const tools: ClusterTools = withoutClusters({
    project: "atoll",
    folder: tmpdir(),
    pulumi: (args) => {
      calls.push(args.slice(0, 2).join(" "));
      const file = args.at(args.indexOf("--file") + 1) ?? "";
      if (args[1] === "import") current = JSON.parse(readFileSync(file, "utf8")) as ExportedState;
      return Promise.resolve(ok(current));
    },
    aws: (args) => {
      if (args[1] !== "get-resources" && refusal !== undefined)
        return Promise.resolve({ exitCode: 254, stdout: "", stderr: refusal });
      const tags = { "atoll:stack": "dev", "atoll:organisation": organisation };
      const ResourceTagMappingList = Object.entries(tagged).map(([arn, name]) => ({
        ResourceARN: arn,
        Tags: Object.entries({ ...tags, "atoll:resource": name }).map(([Key, Value]) => ({ Key, Value })),
      }));
      return Promise.resolve(ok({ ResourceTagMappingList }));
    },
  });
  return { tools, calls, state: () => current };
}

const TALK = { mayCancel: () => Promise.resolve(false), tell: () => undefined };

/** A recovery with its verdict whether people must look first. */
async function recovered(tools: ClusterTools, plan: Plan) {
  const recovery = await recoverStack(tools, plan, TALK);
  if (recovery === undefined) throw new Error("nobody holds the lock");
  return { ...recovery, people: needsPeople(recovery, plan) };
}

describe("a recovery", () => {
  const begun = { ...inState(tokens.VPC, "dev-vpc"), provider: `${PLACE}::${PROVIDER}::1234` };

  test("leaves two resources that both say they are one to people, and takes neither", async () => {
    const tagged = { [`${ARN}vpc/vpc-1`]: "dev-vpc", [`${ARN}vpc/vpc-2`]: "dev-vpc" };
    const { tools, calls } = fakeTools(stateOf([]), { tagged });
    const { resources, strays, people } = await recovered(tools, planOf(VPC));
    expect(resources).toEqual([
      { type: tokens.VPC, name: "dev-vpc", outcome: "ambiguous", ids: ["vpc-1", "vpc-2"] },
    ]);
    expect(strays.map(({ arn }) => arn)).toEqual([`${ARN}vpc/vpc-1`, `${ARN}vpc/vpc-2`]);
    expect(people).toBe(true);
    expect(calls).not.toContain("stack import");
  });

  test("leaves what was made to replace another one to people", async () => {
    const state = stateOf([inState(tokens.VPC, "dev-vpc", "vpc-1")], [begun]);
    const tagged = { [`${ARN}vpc/vpc-1`]: "dev-vpc", [`${ARN}vpc/vpc-2`]: "dev-vpc" };
    const { resources, people } = await recovered(fakeTools(state, { tagged }).tools, planOf(VPC));
    expect(resources).toEqual([{ type: tokens.VPC, name: "dev-vpc", outcome: "left-out", ids: ["vpc-2"] }]);
    expect(people).toBe(true);
  });

  test("of a state that lost everything takes nothing in, and does not call that well", async () => {
    const tagged = { [`${ARN}vpc/vpc-1`]: "dev-vpc" };
    const { tools, calls } = fakeTools({ deployment: { resources: [] } }, { tagged });
    const { resources, people } = await recovered(tools, planOf(VPC));
    expect(resources).toEqual([{ type: tokens.VPC, name: "dev-vpc", outcome: "left-out", ids: ["vpc-1"] }]);
    expect(people).toBe(true);
    expect(calls).not.toContain("stack import");
  });

  test("takes nothing of another organisation, though its stack has the same name", async () => {
    const world = { tagged: { [`${ARN}vpc/vpc-1`]: "dev-vpc" }, organisation: "rival" };
    const { resources, strays, people } = await recovered(fakeTools(stateOf([]), world).tools, planOf(VPC));
    expect({ resources, strays, people }).toEqual({ resources: [], strays: [], people: false });
  });

  test("clears a create of which nothing came", async () => {
    const { tools, state } = fakeTools(stateOf([], [begun]));
    const { resources, people } = await recovered(tools, planOf(VPC));
    expect(resources).toEqual([{ type: tokens.VPC, name: "dev-vpc", outcome: "never-made", ids: [] }]);
    expect(people).toBe(false);
    expect(state()).toEqual({ deployment: { resources: BASE } });
  });

  test("clears a create inside the cluster, and does not say that nothing was made", async () => {
    const namespace = inState("kubernetes:core/v1:Namespace", "blue-namespace");
    const { tools, state } = fakeTools(stateOf([], [namespace]));
    const { resources, people } = await recovered(tools, planOf());
    const name = "blue-namespace";
    expect(resources).toEqual([{ type: namespace.type, name, outcome: "cleared", ids: [] }]);
    expect(people).toBe(false);
    expect(state()).toEqual({ deployment: { resources: BASE } });
  });

  test("takes machines and disks that a template of the state has made for no strays", async () => {
    const template = inState(tokens.LAUNCH_TEMPLATE, "dev-template", "lt-1");
    const tagged = {
      [`${ARN}instance/i-1`]: "dev-template",
      [`${ARN}volume/vol-1`]: "dev-template",
      [`${ARN}instance/i-2`]: "dev-server-a",
      [`${ARN}launch-template/lt-2`]: "dev-template",
    };
    const { strays } = await recovered(fakeTools(stateOf([template]), { tagged }).tools, planOf());
    expect(strays.map(({ arn }) => arn)).toEqual([`${ARN}instance/i-2`, `${ARN}launch-template/lt-2`]);
  });

  test("clears the registration of a target, which the next update does again", async () => {
    const target = inState(tokens.TARGET, "dev-api-target-a");
    const { resources, people } = await recovered(fakeTools(stateOf([], [target])).tools, planOf());
    const { type } = target;
    expect(resources).toEqual([{ type, name: "dev-api-target-a", outcome: "cleared", ids: [] }]);
    expect(people).toBe(false);
  });

  test("knows what calls its ARN by another name, and is imported under another id than its own", async () => {
    const [entry, identity] = [
      "arn:aws:eks:::access-entry/dev/role/1/r/u",
      "arn:aws:eks:::podidentityassociation/dev/a-1",
    ];
    const state = stateOf([
      {
        ...inState(tokens.ACCESS_ENTRY, "dev-access", "dev:arn:aws:iam::1:role/r"),
        outputs: { accessEntryArn: entry },
      },
      { ...inState(tokens.POD_IDENTITY, "dev-identity", "a-1"), outputs: { associationArn: identity } },
    ]);
    const tagged = { [entry]: "dev-access", [identity]: "dev-identity" };
    const { strays } = await recovered(fakeTools(state, { tagged }).tools, planOf());
    expect(strays).toEqual([]);
  });

  test("takes in a queue, though another type has something of the same id", async () => {
    const url = "https://sqs.eu-central-1.amazonaws.com/1/dev";
    const [queue, policy] = [
      resource(tokens.QUEUE, "dev-queue"),
      inState(tokens.QUEUE_POLICY, "dev-policy", url),
    ];
    const tagged = { "arn:aws:sqs:eu-central-1:1:dev": "dev-queue" };
    const { resources } = await recovered(fakeTools(stateOf([policy]), { tagged }).tools, planOf(queue));
    expect(resources).toEqual([{ type: tokens.QUEUE, name: "dev-queue", outcome: "finished", ids: [url] }]);
  });

  test("stops when it may not look: no answer is not the answer that nothing is there", async () => {
    const role = {
      ...inState(tokens.ROLE, "dev-role"),
      provider: begun.provider,
      inputs: { name: "dev-role" },
    };
    const { tools, calls } = fakeTools(stateOf([], [role]), {
      refusal: "An error occurred (AccessDenied) ...",
    });
    await expect(recoverStack(tools, planOf(), TALK)).rejects.toThrow(
      "aws iam list-role-tags --role-name dev-role failed:\n  An error occurred (AccessDenied) ...",
    );
    expect(calls).not.toContain("stack import");
  });

  test("writes no state where nothing is unfinished", async () => {
    const { tools, calls } = fakeTools(stateOf([inState(tokens.VPC, "dev-vpc", "vpc-1")]), {
      tagged: { [`${ARN}vpc/vpc-1`]: "dev-vpc" },
    });
    expect(await recovered(tools, planOf(VPC))).toEqual({ resources: [], strays: [], people: false });
    expect(calls).toEqual([
      "refresh --stack",
      "stack export",
      "stack export",
      "refresh --stack",
      "stack export",
    ]);
  });

  test("of a stack that Pulumi cannot even ask for says so, instead of that nobody holds the lock", async () => {
    const { tools } = fakeTools(stateOf([]));
    const refusing = {
      ...tools,
      pulumi: () =>
        Promise.resolve({ exitCode: 255, stdout: "", stderr: "error: no stack named 'dev' found" }),
    };
    await expect(recoverStack(refusing, planOf(VPC), TALK)).rejects.toThrow(
      "pulumi refresh of dev failed:\n  error: no stack named 'dev' found",
    );
  });
});
