import { describe, expect, test } from "vitest";
import * as plan from "../../components/bootstrap/account-permissions-plan.ts";
import { deployPermissions, previewPermissions } from "../../components/bootstrap/ci-permissions-plan.ts";
import { allowStatements } from "../../components/cluster/policy-document.ts";
import { ci } from "../../fleet/schema/ci.ts";
import { state } from "../../fleet/schema/state.ts";
import { planStack } from "../../plan/plan-stack.ts";
import { policyCheck } from "../../plan/policy-check.ts";
import { isStopping } from "../../policy/report.ts";
import { sampleFleet, TODAY } from "./sample-fleet.ts";

const sample = sampleFleet({});
const settings = {
  ...sample.settings,
  accounts: {
    ...sample.settings.accounts,
    far: { id: "444455556666", role: "deployer", bootstrapRole: "Admin" },
  },
  state: state.parse({ account: "workloads", awsRegion: "eu-central-1", replicaRegion: "eu-west-1" }),
  ci: ci.parse({ kind: "github", repository: "lagoon/fleet", environment: "production" }),
};
const fleet = { ...sample, settings };

describe("the first stack of an account", async () => {
  const [first, far] = [
    await planStack(fleet, "bootstrap.workloads"),
    await planStack(fleet, "bootstrap.far"),
  ];

  test.each([first, far])("passes every rule", (one) => {
    const judged = policyCheck(fleet, [one], TODAY).stacks.flatMap((stack) => stack.judged);
    expect(judged.filter(isStopping)).toEqual([]);
  });

  test("cannot lose what holds states, or what decrypts them", () => {
    const kept = first.resources.filter(({ protect }) => protect).map(({ name }) => name);
    expect(kept.sort()).toEqual([
      "lagoon-pipeline-identity",
      "lagoon-state-bucket",
      "lagoon-state-copy-bucket",
      "lagoon-state-copy-key",
      "lagoon-state-key",
    ]);
  });

  test("elsewhere makes the two roles alone, through the role that may make them", () => {
    const types = new Set(far.resources.map(({ type }) => type.split(":").at(-1)));
    expect([...types].sort()).toEqual(["AccountRoles", "Policy", "Role", "RolePolicyAttachment", "aws"]);
    const provider = far.resources.find(({ type }) => type === "pulumi:providers:aws");
    expect(provider?.inputs["assumeRoles"]).toBe('[{"roleArn":"arn:aws:iam::444455556666:role/Admin"}]');
  });

  test("keeps deployments from the role that made theirs", () => {
    const walls = far.resources.find(({ name }) => name.endsWith("-walls-policy"))?.inputs["policy"];
    expect(walls).toContain('"arn:aws:iam::444455556666:role/Admin"');
  });

  test("has no document longer than IAM takes", () => {
    const texts = far.resources
      .filter(({ type }) => type.endsWith(":Policy"))
      .map(({ inputs }) => inputs["policy"]);
    expect(texts.length).toBe(6);
    for (const text of texts) expect((text as string).length).toBeLessThan(6144);
  });
});

/** Actions of all these permissions. */
const actionsOf = (
  ...lists: readonly (readonly { readonly actions: readonly string[] }[])[]
): readonly string[] => lists.flat().flatMap(({ actions }) => actions);

test("previews and readers change nothing, and see no secret value", () => {
  const account = { accountId: "111122223333", awsRegions: ["eu-central-1"] };
  const place = { awsName: "states", keyArn: "arn:aws:kms:eu-central-1:111122223333:key/1" };
  const seen = actionsOf(plan.readPermissions(account), previewPermissions(place, ["arn:aws:iam::1:role/r"]));
  const others = seen.filter((action) => !/:(Describe|Get|List|Search|View)/.test(action));
  expect(others).toEqual(["kms:Decrypt", "sts:AssumeRole"]);
  // One shows keys of tunnels, the other names of objects.
  const read = actionsOf(plan.readPermissions(account));
  for (const call of ["ec2:DescribeVpnConnections", "s3:ListBucket"]) expect(read).not.toContain(call);
  const deployed = actionsOf(plan.networkPermissions(account), plan.dataPermissions(account));
  expect(deployed).toEqual(expect.arrayContaining(["ec2:DescribeVpnConnections", "s3:ListBucket"]));
  expect(seen.filter((action) => action.startsWith("secretsmanager:"))).toEqual([]);
});

test("deployments by themselves reach states, their key and the accounts' roles, each by name", () => {
  const place = { awsName: "states", keyArn: "arn:key" };
  expect(allowStatements(deployPermissions(place, ["arn:role"])).map(({ Resource }) => Resource)).toEqual([
    ["arn:aws:s3:::states"],
    ["arn:aws:s3:::states/.pulumi/*"],
    ["arn:key"],
    ["arn:role"],
  ]);
});
