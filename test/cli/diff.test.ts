import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { Repository } from "./diff-repository.ts";

const PROD = "inventory/clusters/prod.yaml";
const DEV = "inventory/clusters/dev.yaml";
const VPC = "components/network/vpc.ts";

test("each side is planned by its own program, so that changed code shows, and the repository stays as it was", async () => {
  const repository = await Repository.create(true);
  repository.edit(PROD, "sla: 3", "sla: 3\nnetwork: { mode: create, natGateways: one }");
  repository.edit(VPC, "enableDnsHostnames: true", "enableDnsHostnames: false");
  const { stdout, stderr, exitCode } = await repository.atoll("diff", "main", "--exit-code");
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 4 });
  // How many stay as they are grows with every add-on of the catalog.
  expect(stdout.replaceAll(/[1-9]\d+ unchanged/g, "many unchanged").split("\n")).toEqual([
    "DANGEROUS: prod: deletes aws:ec2/eip:Eip prod-nat-b-address, which cannot be had again; its protection refuses that for now; and 1 more danger",
    "4 deleted, 4 changed in 2 of 3 stacks",
    "affects 2 clusters (1 production, 1 development); none of the 4 tenants there",
    "rules: no violation comes or goes",
    "",
    "cannot be taken back:",
    "  ! prod: deletes aws:ec2/eip:Eip prod-nat-b-address, which cannot be had again; its protection refuses that for now",
    "  ! prod: deletes aws:ec2/eip:Eip prod-nat-c-address, which cannot be had again; its protection refuses that for now",
    "",
    "replaced or deleted:",
    "  - prod aws:ec2/eip:Eip prod-nat-b-address (protected)",
    "  - prod aws:ec2/eip:Eip prod-nat-c-address (protected)",
    "  - prod aws:ec2/natGateway:NatGateway prod-nat-b",
    "  - prod aws:ec2/natGateway:NatGateway prod-nat-c",
    "",
    "dev: 1 changed, many unchanged",
    "  ~ aws:ec2/vpc:Vpc dev-vpc",
    "      ~ enableDnsHostnames: true -> false",
    "",
    "prod: 4 deleted, 3 changed, many unchanged",
    "  ~ aws:ec2/route:Route prod-route-private-b-internet",
    '      ~ natGatewayId: "${prod-nat-b.id}" -> "${prod-nat-a.id}"',
    "  ~ aws:ec2/route:Route prod-route-private-c-internet",
    '      ~ natGatewayId: "${prod-nat-c.id}" -> "${prod-nat-a.id}"',
    "  ~ aws:ec2/vpc:Vpc prod-vpc",
    "      ~ enableDnsHostnames: true -> false",
    "",
    "1 stack without changes",
  ]);
  expect(repository.leftovers()).toEqual([]);
  expect(await repository.git("status", "--short")).toBe(` M ${VPC}\n M ${PROD}`);
  expect(await repository.git("worktree", "list")).not.toContain("\n");
});

/** All that a repository knows of a work tree and its index. */
async function stateOf(repository: Repository): Promise<readonly string[]> {
  return [
    await repository.git("status", "--porcelain", "--untracked-files=all"),
    await repository.git("ls-files", "--stage"),
    await repository.git("worktree", "list"),
    await repository.git("stash", "list"),
    await repository.git("rev-parse", "HEAD"),
    await repository.git("branch", "--list"),
  ];
}

test("two revisions are compared without a look at the work tree, which stays as it is", async () => {
  const repository = await Repository.create();
  await repository.git("checkout", "--quiet", "-b", "feature");
  repository.edit(DEV, "max: 20", "max: 30");
  await repository.commit();
  await repository.git("checkout", "--quiet", "main");
  repository.edit(PROD, "sla: 3", "sla: 9");
  repository.write("untracked", "");
  await repository.git("add", "untracked");
  const before = await stateOf(repository);
  const { stdout, exitCode } = await repository.atoll(
    "diff",
    "main..feature",
    "--stack",
    "dev",
    "--exit-code",
  );
  expect(exitCode).toBe(2);
  expect(stdout.split("\n").slice(0, 4)).toEqual([
    "NO DANGER FOUND: no data goes, and nothing that is protected goes or is made anew",
    expect.stringMatching(/^\d+ changed in 1 of 1 stack$/),
    expect.stringMatching(/^affects 1 cluster \(1 development\)/),
    "rules: no violation comes or goes",
  ]);
  expect(await stateOf(repository)).toEqual(before);
  expect(repository.leftovers()).toEqual([]);
});

test("a program that cannot plan yet is stood in for by today's, and that is said", async () => {
  const repository = await Repository.create(true);
  await repository.git("rm", "--quiet", "--cached", "cli/commands/plan.ts");
  await repository.git("commit", "--quiet", "--message", "as it was");
  const { stdout, stderr, exitCode } = await repository.atoll("diff", "HEAD", "--exit-code");
  expect({ stdout, exitCode }).toEqual({ stdout: "no changes in 3 stacks", exitCode: 0 });
  expect(stderr).toBe(
    "note the program of HEAD cannot plan yet; both sides are planned with today's program",
  );
});

test("faults of the old inventory are told with the name of the revision", async () => {
  const repository = await Repository.create(true);
  repository.edit(DEV, "sla: 1", "sla: 9");
  await repository.commit();
  repository.edit(DEV, "sla: 9", "sla: 1");
  const { stdout, stderr, exitCode } = await repository.atoll("diff", "HEAD");
  expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 1 });
  expect(stderr.split("\n")).toEqual([
    "error HEAD:clusters/dev.yaml:6:6 sla: expected one of 1, 2, 3, got 9",
    "1 fault; nothing was changed",
  ]);
  expect(repository.leftovers()).toEqual([]);
});

test("a diff that is told to stop leaves nothing behind", async () => {
  const repository = await Repository.create(true);
  repository.edit(VPC, "enableDnsHostnames: true", "enableDnsHostnames: false");
  const before = await stateOf(repository);
  const running = repository.start("diff", "main");
  // The packages are linked right before the old program starts, which differs from today's.
  const isAtWork = (): boolean =>
    repository.leftovers().some((folder) => existsSync(join(repository.temporary, folder, "node_modules")));
  while (!isAtWork()) await setTimeout(5);
  running.kill("SIGINT");
  const { signal } = await running;
  expect(signal).toBe("SIGINT");
  expect(repository.leftovers()).toEqual([]);
  const kept = join(repository.dir, ".cache/plans/_revisions");
  expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
  expect(await stateOf(repository)).toEqual(before);
});
