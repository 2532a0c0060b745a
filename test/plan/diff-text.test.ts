import { expect, test } from "vitest";
import { diffMarkdown } from "../../plan/diff-markdown.ts";
import { diffText } from "../../plan/diff-text.ts";
import { shown } from "../../plan/diff-words.ts";
import { diffFleets } from "../../plan/fleet-diff.ts";
import { AWS, planned, planOf, VPC } from "./sample-plan.ts";
import { sampleDiff } from "./sample-diff.ts";

test("a diff as text", () => {
  expect(diffText(sampleDiff()).split("\n")).toEqual([
    "DANGEROUS: stack old has no entry any more (1 resource); and 2 more dangers",
    "2 replaced, 2 deleted, 2 changed, 3 added in 3 of 4 stacks",
    "affects 3 stacks",
    "",
    "cannot be taken back:",
    "  ! prod: deletes aws:ec2/vpc:Vpc spare, which cannot be had again",
    "  ! prod: replaces aws:ec2/vpc:Vpc prod-vpc, which is protected, because of cidrBlock",
    "",
    "replaced or deleted:",
    "  - stack old has no entry any more (1 resource)",
    "  - old pulumi:providers:aws aws",
    "  ! prod aws:ec2/subnet:Subnet prod-node-a",
    "      because of vpcId (prod-vpc is replaced)",
    "  ! prod aws:ec2/vpc:Vpc prod-vpc (protected)",
    "      because of cidrBlock",
    '      ~ cidrBlock: "10.0.0.0/16" -> "10.2.0.0/16"',
    "  - prod aws:ec2/vpc:Vpc spare",
    "",
    "fresh: 2 added, 0 unchanged",
    "  + stack fresh is new (2 resources)",
    "  + aws:ec2/vpc:Vpc fresh-vpc",
    "  + pulumi:providers:aws aws",
    "",
    "prod: 2 replaced, 1 deleted, 2 changed, 1 added, 0 unchanged",
    "  ~ aws:ec2/internetGateway:InternetGateway prod-gateway",
    "      ~ vpcId (prod-vpc is replaced)",
    "  ~ pulumi:providers:aws aws",
    '      + defaultTags: "{\\"tags\\":{\\"a|b\\":\\"<i>`x`</i>\\"}}"',
    "  + aws:ec2/subnet:Subnet prod-node-b",
    "",
    "1 stack without changes",
  ]);
});

test("each piece is painted by what happens to it", () => {
  const painted = diffText(sampleDiff(), (tone, text) => `[${tone} ${text}]`).split("\n");
  expect(painted).toContain("  [replaced !] prod aws:ec2/vpc:Vpc [title prod-vpc][replaced  (protected)]");
  expect(painted).toContain("      [quiet because of cidrBlock]");
});

test("nothing changed is said in one line", () => {
  const plans = [planOf([planned(VPC, "v")]), planOf([], "prod")];
  expect(diffText(diffFleets(plans, plans))).toBe("no changes in 2 stacks");
  expect(diffText(diffFleets([], []))).toBe("no changes in 0 stacks");
});

test("a provider that moves to another account takes along all that it made, and that is said first", () => {
  const plan = (account: string) =>
    planOf([
      planned(AWS, "aws", {
        allowedAccountIds: `["${account}"]`,
        assumeRoles: `[{"roleArn":"arn:aws:iam::${account}:role/atoll"}]`,
      }),
      planned(VPC, "v", {}, { provider: `${AWS}::aws` }),
    ]);
  const diff = diffFleets([plan("111111111111")], [plan("222222222222")]);
  expect(diffText(diff).split("\n").slice(0, 16)).toEqual([
    "DANGEROUS: dev: provider aws moves from account 111111111111 to 222222222222: everything below it is made anew; and 1 more danger",
    "2 replaced in 1 of 1 stack",
    "affects 1 stack",
    "",
    "cannot be taken back:",
    "  ! dev: replaces aws:ec2/vpc:Vpc v, with what it holds, because of (provider) (aws moves to account 222222222222)",
    "",
    "replaced or deleted:",
    "  ! dev: provider aws moves from account 111111111111 to 222222222222: everything below it is made anew",
    "  ! dev aws:ec2/vpc:Vpc v",
    "      because of (provider) (aws moves to account 222222222222)",
    "  ! dev pulumi:providers:aws aws",
    "      because of (account)",
    '      ~ allowedAccountIds[0]: "111111111111" -> "222222222222"',
    '      ~ assumeRoles[0].roleArn: "arn:aws:iam::111111111111:role/atoll" -> "arn:aws:iam::222222222222:role/atoll"',
    "",
  ]);
  expect(diffMarkdown(diff, { revision: "main" })).toContain(
    "\n\n**dev: provider aws moves from account 111111111111 to 222222222222: everything below it is made anew**\n\n",
  );
});

test("a stack without resources still comes and goes", () => {
  const text = diffText(diffFleets([planOf([], "old")], [planOf([], "fresh")]));
  expect(text.split("\n")).toEqual([
    "DANGEROUS: stack old has no entry any more (0 resources)",
    "no resources in 2 of 2 stacks",
    "affects 2 stacks",
    "",
    "replaced or deleted:",
    "  - stack old has no entry any more (0 resources)",
    "",
    "fresh: no resources, 0 unchanged",
    "  + stack fresh is new (0 resources)",
  ]);
});

test("a long value is cut and what is missing is counted, in whole characters", () => {
  expect(shown("a".repeat(118))).toBe(`"${"a".repeat(118)}"`);
  expect(shown("a".repeat(119))).toBe(`"${"a".repeat(119)}... (1 more characters)`);
  expect(shown("😀".repeat(200))).toBe(`"${"😀".repeat(119)}... (82 more characters)`);
});
