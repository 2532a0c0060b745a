import { expect, test } from "vitest";
import { bootstrap, type Bootstrap } from "../../../cli/bootstrap/bootstrap.ts";
import type { Backend } from "../../../cli/bootstrap/backend.ts";
import type { Tools } from "../../../cli/recover/tools.ts";

const PROVIDER = { urn: "urn:pulumi:a::b::c::aws", type: "pulumi:providers:aws", custom: true, id: "x" };

/** A bootstrap of account `workloads` beside a bucket that has these stacks, and what Pulumi was asked to do. */
function jobWith(stacks: Readonly<Record<string, readonly (typeof PROVIDER)[]>>): {
  readonly job: Bootstrap;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const pulumi: Tools["pulumi"] = (args) => {
    asked.push(args.slice(0, 2).join(" "));
    const names = Object.keys(stacks).map((name) => ({ name }));
    const resources = stacks[args.at(-1) ?? ""];
    const stdout = args[1] === "ls" ? JSON.stringify(names) : JSON.stringify({ deployment: { resources } });
    return Promise.resolve({ exitCode: 0, stdout, stderr: "" });
  };
  const tools = { project: "atoll", folder: "/nowhere", pulumi, aws: pulumi };
  const backend: Backend = { tools, folder: "/nowhere", secretsProvider: "passphrase" };
  const job: Bootstrap = {
    backends: { local: backend, localFolder: "/nowhere", bucket: backend },
    plan: { schema: 1, stack: "bootstrap.workloads", resources: [] },
    stateStack: "bootstrap.tools",
    inventory: "/nowhere",
    talk: { mayCancel: () => Promise.resolve(true), tell: () => undefined },
    mayMake: () => Promise.resolve(false),
  };
  return { job, asked };
}

test.each([
  ["has never heard of the state's account", {}],
  ["has a stack for it, of a run that was cut off", { "bootstrap.tools": [] }],
])("another account waits while the bucket %s, and nothing is asked or made", async (_, stacks) => {
  const { job, asked } = jobWith(stacks);
  await expect(bootstrap(job)).rejects.toThrow(
    "account tools: expected the account of the state to be bootstrapped first, got no bootstrap.tools in the bucket; atoll bootstrap tools comes first",
  );
  expect(asked.filter((words) => words !== "stack ls" && words !== "stack export")).toEqual([]);
});

test("another account goes on to the question when the state's is there", async () => {
  const { job } = jobWith({ "bootstrap.tools": [PROVIDER] });
  expect(await bootstrap(job)).toBe("refused");
});
