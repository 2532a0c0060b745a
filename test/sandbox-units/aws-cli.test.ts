import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { runAws } from "../../sandbox/aws/cli.ts";
import { openCloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { oneOfEach } from "./one-of-each.ts";
import { ACCOUNT, cloudPath, REGION, startSandbox } from "./network.ts";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/deployer`;

interface Answer {
  readonly ResourceTagMappingList: readonly {
    readonly ResourceARN: string;
    readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
  }[];
}

/** The answer of a call that succeeds. */
function answered(words: readonly string[], environment: Readonly<Record<string, string>>): unknown {
  const { code, stdout, stderr } = runAws(words, environment);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout);
}

/** Environment of somebody who assumed the role of the test account. */
function assumed(path: string): Record<string, string> {
  const environment = { ATOLL_SANDBOX_CLOUD: path };
  const words = ["sts", "assume-role", "--role-arn", ROLE, "--role-session-name", "atoll"];
  const { Credentials: credentials } = answered(words, environment) as {
    Credentials: Readonly<Record<string, string>>;
  };
  return { ...environment, AWS_ACCESS_KEY_ID: credentials["AccessKeyId"] ?? "" };
}

const IDENTITY = ["sts", "get-caller-identity"];
const TAGGED = ["resourcegroupstaggingapi", "get-resources", "--region", REGION];

/** ARNs of what carries the tags. */
function found(path: string, ...words: readonly string[]): readonly string[] {
  const answer = answered([...TAGGED, ...words], assumed(path)) as Answer;
  return answer.ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
}

test("the caller is whoever the credentials and the cloud say", () => {
  const path = cloudPath();
  expect(answered(IDENTITY, { ATOLL_SANDBOX_CLOUD: path })).toMatchObject({ Account: "123456789012" });
  expect(answered(IDENTITY, assumed(path))).toEqual({
    UserId: "AIDASIMULATED",
    Account: ACCOUNT,
    Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/simulated/atoll`,
  });
  const cloud = openCloud(path);
  cloud.set("callerAccount", "999999999999");
  cloud.close();
  expect(answered(IDENTITY, assumed(path))).toMatchObject({ Account: "999999999999" });
});

test("a secret in its days of grace holds its name, and is not found by its tags", async () => {
  const { engine, path } = await startSandbox();
  const inputs = { name: "atoll/dev/k3s-server", recoveryWindowInDays: 30, tags: { "atoll:stack": "dev" } };
  const secret = await engine.create(tokens.SECRET, "dev-server-secret", inputs);
  const own = ["--tag-filters", "Key=atoll:stack,Values=dev"];
  expect(found(path, ...own)).toEqual([secret.id]);
  await engine.delete(secret);
  expect(found(path, ...own)).toEqual([]);
  await expect(engine.create(tokens.SECRET, "dev-server-secret", inputs)).rejects.toThrow(
    "a secret with this name is already scheduled for deletion",
  );
});

test("resources are found by their tags, in AWS's form", async () => {
  const { cloud, path, makeVpc } = await startSandbox();
  const dev = await makeVpc({ tags: { Name: "dev" } });
  const other = await makeVpc({ tags: { Name: "other" } });
  const untagged = { ...cloud.find({ id: other.id })!, id: "vpc-0untagged", tags: {} };
  cloud.put(untagged);
  expect(answered([...TAGGED, "--tag-filters", "Key=Name,Values=dev"], assumed(path))).toEqual({
    ResourceTagMappingList: [
      {
        ResourceARN: dev.outputs["arn"],
        Tags: [
          { Key: "Name", Value: "dev" },
          { Key: "atoll:stack", Value: "dev" },
        ],
      },
    ],
  });
  const both = [dev, other].map(({ outputs }) => outputs["arn"]).sort();
  expect([...found(path)].sort()).toEqual(both);
  expect([...found(path, "--tag-filters", "Key=Name")].sort()).toEqual(both);
  expect([...found(path, "--tag-filters", "Key=Name,Values=dev,other")].sort()).toEqual(both);
  expect(found(path, "--tag-filters", "Key=atoll:stack,Values=dev", "Key=Name,Values=dev")).toEqual([
    dev.outputs["arn"],
  ]);
  expect(found(path, "--tag-filters", "Key=atoll:stack,Values=prod")).toEqual([]);
});

test("nothing is found from another account or in another region", async () => {
  const { path, makeVpc } = await startSandbox();
  await makeVpc();
  expect(answered(TAGGED, { ATOLL_SANDBOX_CLOUD: path })).toEqual({ ResourceTagMappingList: [] });
  const elsewhere = [...TAGGED.slice(0, 2), "--region", "us-west-2"];
  expect(answered(elsewhere, assumed(path))).toEqual({ ResourceTagMappingList: [] });
});

test("every tagged resource is found under its ARN, but roles are not, and what is global in the first region", async () => {
  const sandbox = await startSandbox();
  const specimens = [...(await oneOfEach(sandbox)).values()];
  const hidden: Readonly<Record<string, string>> = {
    [tokens.NAT_GATEWAY]: "natgateway",
    [tokens.EGRESS_ONLY_GATEWAY]: "egress-only-internet-gateway",
    [tokens.TGW_VPC_ACCEPTER]: "transit-gateway-attachment",
    [tokens.TGW_PEERING_ACCEPTER]: "transit-gateway-attachment",
    [tokens.VPC_PEERING]: "vpc-peering-connection",
    [tokens.VPC_PEERING_ACCEPTER]: "vpc-peering-connection",
  };
  const regional = specimens
    .flatMap(({ state, companions }) => [state, ...companions])
    .filter(({ outputs }) => "tagsAll" in outputs && outputs["region"] === REGION)
    .map(({ type, id, outputs }) => {
      const shown = outputs["arn"] ?? outputs["accessEntryArn"] ?? outputs["associationArn"];
      return shown ?? `arn:aws:ec2:${REGION}:${ACCOUNT}:${hidden[type] ?? ""}/${id}`;
    }) as readonly string[];
  const own = found(sandbox.path, "--tag-filters", "Key=atoll:stack");
  expect([...own].sort()).toEqual([...regional].sort());
  const first = answered([...TAGGED.slice(0, 2), "--region", "us-east-1"], assumed(sandbox.path)) as Answer;
  expect(first.ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN)).toEqual([
    `arn:aws:budgets::${ACCOUNT}:budget/dev`,
    `arn:aws:iam::${ACCOUNT}:instance-profile/node`,
    `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    `arn:aws:iam::${ACCOUNT}:policy/write`,
    specimens.find(({ state }) => state.type === tokens.ZONE)!.state.outputs["arn"],
  ]);
});

test("what has no tags is found inside what it belongs to", async () => {
  const sandbox = await startSandbox();
  const specimens = await oneOfEach(sandbox);
  const of = (type: string) => specimens.get(type)!.state;
  const ask = (...words: readonly string[]) =>
    answered([...words, "--region", REGION], assumed(sandbox.path));
  const { principalArn, policyArn } = of(tokens.ACCESS_POLICY).outputs;
  const entry = ["--cluster-name", "dev", "--principal-arn", principalArn as string];
  expect(ask("eks", "list-associated-access-policies", ...entry)).toEqual({
    associatedAccessPolicies: [{ policyArn }],
  });
  expect(ask("events", "list-targets-by-rule", "--rule", "spot")).toEqual({
    Targets: [{ Id: "queue", Arn: of(tokens.QUEUE).outputs["arn"] }],
  });
  expect(ask("iam", "list-attached-role-policies", "--role-name", "flow")).toEqual({
    AttachedPolicies: [
      { PolicyArn: of(tokens.POLICY).id },
      { PolicyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    ],
  });
  expect(ask("iam", "list-instance-profile-tags", "--instance-profile-name", "node")).toEqual({
    Tags: [{ Key: "atoll:stack", Value: "dev" }],
  });
  const secretId = of(tokens.SECRET).id;
  expect(ask("secretsmanager", "list-secret-version-ids", "--secret-id", "atoll/edge/server")).toEqual({
    ARN: secretId,
    Name: "atoll/edge/server",
    Versions: [{ VersionId: of(tokens.SECRET_VERSION).outputs["versionId"], VersionStages: ["AWSCURRENT"] }],
  });
  expect(ask("s3api", "list-objects-v2", "--bucket", "atoll-backups", "--prefix", "keys")).toEqual({
    Contents: [{ Key: "keys.json" }],
  });
  expect(ask("s3api", "list-objects-v2", "--bucket", "atoll-backups", "--prefix", "none")).toEqual({});
  const gate = ["--association-filter-list", "key=AssociationName,value=edge-gate"];
  expect(ask("ssm", "list-associations", ...gate)).toEqual({
    Associations: [{ AssociationId: of(tokens.SSM_ASSOCIATION).id, AssociationName: "edge-gate" }],
  });
  const workers = ["--auto-scaling-group-names", "edge-workers"];
  expect(ask("autoscaling", "describe-auto-scaling-groups", ...workers)).toEqual({
    AutoScalingGroups: [
      { AutoScalingGroupName: "edge-workers", Tags: [{ Key: "Name", Value: "edge-worker" }] },
    ],
  });
  expect(ask("kms", "list-aliases", "--key-id", of(tokens.KMS_KEY).id)).toEqual({
    Aliases: [{ AliasName: "alias/state" }],
  });
  const queue = ["--queue-url", of(tokens.QUEUE).id, "--attribute-names", "Policy"];
  expect(ask("sqs", "get-queue-attributes", ...queue)).toEqual({
    Attributes: { Policy: of(tokens.QUEUE_POLICY).outputs["policy"] },
  });
  expect(ask("sqs", "get-queue-attributes", "--queue-url", "none")).toEqual({});
});

test.each([
  [["s3", "ls"], 252, 'aws: error: the simulated AWS has no command "s3 ls"'],
  [[], 252, 'aws: error: the simulated AWS has no command ""'],
  [[...IDENTITY, "--query", "Account"], 252, "Unknown option '--query'"],
  [[...TAGGED, "--tag-filters", "Name=dev"], 252, "Expected: 'Key=', received: 'Name=dev'"],
  [TAGGED.slice(0, 2), 253, "You must specify a region."],
  [
    ["sts", "assume-role", "--role-arn", "deployer", "--role-session-name", "atoll"],
    254,
    "An error occurred (ValidationError) when calling the AssumeRole operation: deployer is invalid",
  ],
])("`aws %j` ends with %i", (words, code, answer) => {
  const result = runAws(words, { ATOLL_SANDBOX_CLOUD: cloudPath() });
  expect(result).toMatchObject({ code, stdout: "" });
  expect(result.stderr).toContain(answer);
});

test("without a cloud the command says what it needs", () => {
  expect(runAws(IDENTITY, {})).toEqual({
    code: 1,
    stdout: "",
    stderr: "\nATOLL_SANDBOX_CLOUD: expected the path of the simulated cloud's file\n",
  });
});

test("the command runs as a program", () => {
  const script = resolve(import.meta.dirname, "../../sandbox/aws/cli.ts");
  const env = { ...process.env, ATOLL_SANDBOX_CLOUD: cloudPath() };
  const stdout = execFileSync(process.execPath, [script, ...IDENTITY, "--output", "json"], { env });
  expect(JSON.parse(stdout.toString())).toMatchObject({ Account: "123456789012" });
});

test("records are listed and deleted under names in which a star is an escape code, as Route 53 does", async () => {
  const { cloud, engine, path } = await startSandbox();
  const zone = await engine.create(tokens.ZONE, "zone", { name: "dev.example.com" });
  const inputs = {
    zoneId: zone.id,
    name: "*.a_b.dev.example.com",
    type: "A",
    ttl: 60,
    records: ["10.0.0.9"],
  };
  await engine.create(tokens.RECORD, "all", inputs);
  const of = ["--hosted-zone-id", zone.id];
  const listed = answered(["route53", "list-resource-record-sets", ...of], assumed(path)) as {
    ResourceRecordSets: readonly { readonly Name: string }[];
  };
  expect(listed.ResourceRecordSets.map(({ Name }) => Name)).toEqual(["\\052.a_b.dev.example.com."]);
  const [record] = listed.ResourceRecordSets;
  const batch = JSON.stringify({ Changes: [{ Action: "DELETE", ResourceRecordSet: record }] });
  answered(["route53", "change-resource-record-sets", ...of, "--change-batch", batch], assumed(path));
  expect(cloud.list({ type: tokens.RECORD })).toEqual([]);
});
