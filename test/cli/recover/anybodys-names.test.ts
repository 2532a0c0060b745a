import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { withoutClusters } from "../../../cli/cluster/cluster-access.ts";
import { finish, needsPeople } from "../../../cli/recover/recover.ts";
import { recoveryText } from "../../../cli/recover/recovery-text.ts";
import type { ExportedState, StateResource } from "../../../cli/recover/state.ts";
import * as tokens from "../../../sandbox/aws/tokens.ts";
import { inState, PLACE, planOf, PROVIDER, resource, stateOf } from "./sample-state.ts";

const OWN = { "atoll:organisation": "lagoon", "atoll:stack": "dev", "atoll:resource": "dev-budget" };
const CACHE = resource(tokens.PULL_THROUGH, "dev-cache", { ecrRepositoryPrefix: "quay" });
const TEMPLATE = resource(tokens.REPOSITORY_TEMPLATE, "dev-template", { prefix: "quay" });
const BUDGET = resource(tokens.BUDGET, "dev-budget", { name: "dev-budget" });

/** A recovery in an account that has everything that is asked for, with these tags on the budget. */
async function recovered(state: ExportedState, isOld: boolean, tags: Readonly<Record<string, string>> = OWN) {
  let current = state;
  const ok = (answer: unknown) =>
    Promise.resolve({ exitCode: 0, stdout: JSON.stringify(answer), stderr: "" });
  const tools = withoutClusters({
    project: "atoll",
    folder: tmpdir(),
    pulumi: (args) => {
      const file = args.at(args.indexOf("--file") + 1) ?? "";
      if (args[1] === "import") current = JSON.parse(readFileSync(file, "utf8")) as ExportedState;
      return ok(current);
    },
    aws: ([, call = ""]) => {
      if (call === "get-resources") return ok({ ResourceTagMappingList: [] });
      if (call === "get-caller-identity") return ok({ Account: "111122223333" });
      return ok({ ResourceTags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
    },
  });
  const talk = { mayCancel: () => Promise.resolve(false), tell: () => undefined };
  const plan = planOf(CACHE, TEMPLATE, BUDGET);
  const recovery = await finish(tools, plan, { talk, isOld });
  return { recovery, people: needsPeople(recovery, plan), ids: idsOf(current) };
}

const idsOf = ({ deployment }: ExportedState): readonly (string | undefined)[] =>
  (deployment.resources ?? []).filter(({ type }) => /ecr|budgets/.test(type)).map(({ id }) => id);

test("of a state that is one of before, what has but a name of the account is left to people and not taken", async () => {
  const { recovery, people, ids } = await recovered(stateOf([]), true);
  expect(recovery.resources).toEqual([
    { type: tokens.PULL_THROUGH, name: "dev-cache", outcome: "undecided", ids: ["quay"] },
    { type: tokens.REPOSITORY_TEMPLATE, name: "dev-template", outcome: "undecided", ids: ["quay"] },
    { type: tokens.BUDGET, name: "dev-budget", outcome: "finished", ids: ["111122223333:dev-budget"] },
  ]);
  expect({ people, ids }).toEqual({ people: true, ids: ["111122223333:dev-budget"] });
  expect(recoveryText("dev", recovery, undefined)).toContain(
    "decide by hand PullThroughCacheRule dev-cache quay",
  );
});

test("a budget of the same name is taken only when its tags say that it is this one", async () => {
  const { recovery, ids } = await recovered(stateOf([]), true, { ...OWN, "atoll:organisation": "rival" });
  expect(recovery.resources.map(({ name }) => name)).toEqual(["dev-cache", "dev-template"]);
  expect(ids).toEqual([]);
});

test("a rule that the engine had begun to make for sure is taken", async () => {
  const begun: StateResource = {
    ...inState(tokens.PULL_THROUGH, "dev-cache"),
    inputs: CACHE.inputs,
    provider: `${PLACE}::${PROVIDER}::1234`,
  };
  const { recovery, ids } = await recovered(stateOf([], [begun]), false);
  expect(recovery.resources[0]).toEqual({
    ...{ type: tokens.PULL_THROUGH, name: "dev-cache" },
    ...{ outcome: "finished", ids: ["quay"] },
  });
  expect(ids).toContain("quay");
});
