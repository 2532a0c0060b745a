import { createHash, createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { SERVER_LABEL } from "../../fleet/k3s/boot-vocabulary.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { waitsFor } from "./record-eks.ts";
import { AUTHORITY_KEY, CANARY, recordK3s, textOf } from "./record-k3s.ts";
import { named, namesOfType } from "./record-network.ts";

/** A name, and names that must exist before it. */
const ORDER: readonly (readonly [string, readonly string[]])[] = [
  ["dev-client-ca", ["dev-client-ca-key"]],
  ["dev-admin", ["dev-client-ca", "dev-client-ca-key", "dev-admin-request"]],
  ["dev-server-secret-value", ["dev-signing-key", "dev-etcd-peer-ca", "dev-admin", "dev-server-token"]],
  ["dev-agent-secret-value", ["dev-server-ca", "dev-agent-token"]],
  ["dev-token-1", ["dev-state-bucket-encryption", "dev-state-bucket-policy", "dev-server-token"]],
  ["dev-issuer", ["dev-issuer-discovery", "dev-issuer-keys"]],
  ["dev-issuer-keys", ["dev-issuer-bucket-policy", "dev-signing-key"]],
  [
    "dev-server-a",
    [
      "dev-server-secret-value",
      "dev-state-bucket-encryption",
      "dev-token-1",
      "dev-api-listener",
      "dev-server-role-policy",
      "dev-server-role-AmazonSSMManagedInstanceCore",
      "dev-rule-servers-etcd",
      "dev-rule-api-from-nodes",
      "dev-rule-nodes-out",
    ],
  ],
  ["dev-server-a-gate", ["dev-server-a", "dev-api-target-a"]],
  ["dev-server-b", ["dev-server-a-gate"]],
  ["dev-server-b-gate", ["dev-server-b", "dev-api-target-b"]],
  ["dev-server-c", ["dev-server-b-gate"]],
  ["dev-server-c-gate", ["dev-server-c", "dev-api-target-c"]],
  ["dev-kubernetes", ["dev-server-c-gate", "dev-rule-api-from-10.255.0.0-20", "dev-admin", "dev-server-ca"]],
];

const INSTANCE = "aws:ec2/instance:Instance";

const servers = (resources: readonly PlannedResource[]): readonly PlannedResource[] =>
  resources.filter(({ type }) => type === INSTANCE);

describe("a K3s cluster", async () => {
  const resources = await recordK3s();
  const made = await recordK3s({}, { preview: false });
  const inputsOf = (name: string) => named(made, name).inputs;

  test.each(ORDER)("makes %s after %j", (name, before) => {
    expect([...waitsFor(resources, name)]).toEqual(expect.arrayContaining([...before]));
  });

  test("registers the same in a preview as in an update", () => {
    const names = (all: readonly PlannedResource[]) => all.map(({ type, name }) => `${type} ${name}`);
    expect(names(made)).toEqual(names(resources));
  });

  test("asks each server by itself, and no other one, whether it has joined", () => {
    const gates = made.filter(({ name }) => name.endsWith("-gate"));
    expect(gates.map(({ name, inputs }) => [name, inputs["associationName"], inputs["targets"]])).toEqual(
      ["a", "b", "c"].map((letter) => [
        `dev-server-${letter}-gate`,
        `dev-server-${letter}-gate`,
        [{ key: "InstanceIds", values: [`dev-server-${letter}-id`] }],
      ]),
    );
  });

  test("has a server in each of three zones, all of them the same but for their letter", () => {
    const all = servers(made);
    expect(all.map(({ inputs }) => inputs["subnetId"])).toEqual([
      "subnet-node-a",
      "subnet-node-b",
      "subnet-node-c",
    ]);
    const texts = all.map(({ inputs }, index) => {
      const letter = ["a", "b", "c"][index] ?? "";
      const text = textOf(inputs["userData"]);
      expect(text).toContain(`ATOLL_SERVER='${letter}'`);
      expect(text).toContain(`${SERVER_LABEL}=${letter}`);
      // The letter ends the lines that hold it.
      return text.replaceAll(new RegExp(`([-='])${letter}('?)$`, "gm"), "$1$2");
    });
    expect(new Set(texts).size).toBe(1);
  });

  test("tells servers the one address that leads to all of them, and no secret", () => {
    const [first] = servers(made);
    const text = textOf(first?.inputs["userData"]);
    expect(text).toContain("ATOLL_REGISTRATION='dev-api.elb.eu-central-1.amazonaws.com'");
    expect(text).toContain("ATOLL_SECRET='atoll/dev/k3s-server'");
    expect(text).not.toContain(CANARY);
  });

  test("starts servers whose credentials no pod can fetch, on encrypted disks, without a key to log in", () => {
    for (const { inputs } of servers(made)) {
      expect(inputs["metadataOptions"]).toMatchObject({ httpTokens: "required", httpPutResponseHopLimit: 1 });
      expect(inputs).not.toHaveProperty("keyName");
      expect(inputs).not.toHaveProperty("associatePublicIpAddress");
    }
    expect(inputsOf("dev-server-template")).toMatchObject({
      blockDeviceMappings: [{ ebs: { encrypted: "true", volumeType: "gp3", volumeSize: 50 } }],
    });
  });

  test("lets the world in nowhere, and etcd only its own", () => {
    const rules = made.filter(({ type }) => type.endsWith("IngressRule"));
    expect(JSON.stringify(rules)).not.toContain("0.0.0.0/0");
    const etcd = rules.filter(
      ({ inputs }) => Number(inputs["fromPort"]) <= 2380 && Number(inputs["toPort"]) >= 2379,
    );
    expect(
      etcd.map(({ inputs }) => [inputs["securityGroupId"], inputs["referencedSecurityGroupId"]]),
    ).toEqual([["dev-group-servers-id", "dev-group-servers-id"]]);
  });

  test("has exactly one security group for controllers to find", () => {
    const tags = made.map(
      ({ name, type, inputs }) => [type, name, JSON.stringify(inputs["tags"] ?? {})] as const,
    );
    const groups = tags.filter(
      ([type, , text]) => type.endsWith(":SecurityGroup") && text.includes("kubernetes.io"),
    );
    expect(groups.map(([, name]) => name)).toEqual(["dev-group-nodes"]);
  });

  test("is found from inside of the network only, and by itself", () => {
    expect(namesOfType(made, /LoadBalancer$/)).toEqual(["dev-api"]);
    expect(inputsOf("dev-api")).toMatchObject({ internal: true, securityGroups: ["dev-group-api-id"] });
    expect(inputsOf("dev-api-targets")).toMatchObject({ preserveClientIp: "false", targetType: "instance" });
  });

  test("lets each kind of machine read its own secret, and servers no token of another day", () => {
    const policy = (role: string) => textOf(inputsOf(`dev-${role}-role-policy`)["policy"]);
    expect(policy("server")).toContain("arn:aws:made:::dev-server-secret");
    expect(policy("agent")).toContain("arn:aws:made:::dev-agent-secret");
    expect(policy("agent")).not.toContain("dev-server-secret");
    expect(policy("agent")).not.toContain("s3:");
    const objects = /arn:aws:s3:::atoll-lagoon-dev-k3s-210987654321[^"]*/g;
    expect([...new Set(policy("server").match(objects))]).toEqual([
      "arn:aws:s3:::atoll-lagoon-dev-k3s-210987654321",
      "arn:aws:s3:::atoll-lagoon-dev-k3s-210987654321/founder",
      "arn:aws:s3:::atoll-lagoon-dev-k3s-210987654321/snapshots/*",
    ]);
  });

  test("is another cluster when its authority has another key, and shows that key to nobody", () => {
    const bytes = createPublicKey(AUTHORITY_KEY).export({ type: "spki", format: "der" });
    expect(inputsOf("dev-kubernetes")).toMatchObject({
      clusterIdentifier: createHash("sha256").update(bytes).digest("hex"),
      kubeconfig: "<secret>",
      enableConfigMapMutable: "true",
      enableSecretMutable: "true",
    });
  });
});

describe("what a K3s cluster keeps to itself", () => {
  test("stands in no input in clear, whether it is known or not", async () => {
    for (const preview of [true, false]) {
      const text = JSON.stringify(await recordK3s({}, { preview }));
      expect(text).not.toContain(CANARY);
      expect(text).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 12));
    }
  });

  test("is there, so that the test above can fail", async () => {
    const shown: string[] = [];
    await recordK3s(
      {},
      { preview: false, more: ({ kubeconfig }) => kubeconfig.apply((text) => shown.push(text)) },
    );
    const [text = "{}"] = shown;
    const { users } = JSON.parse(text) as {
      readonly users: readonly { readonly user: Record<string, string> }[];
    };
    const key = Buffer.from(users[0]?.user["client-key-data"] ?? "", "base64").toString();
    expect(key).toBe(`${CANARY} key of dev-admin-key`);
  });
});

test("a ServiceAccount's role is for it alone, by the cluster's own issuer", async () => {
  const resources = await recordK3s(
    {},
    {
      preview: false,
      more: (cluster) => {
        const queue = "arn:aws:sqs:eu-central-1:210987654321:queue";
        const permission = { sid: "Send", actions: ["sqs:SendMessage"], resources: [queue] };
        const identity = cluster.grantIdentity("shop", "sender", [permission]);
        expect(Object.keys(identity.annotations)).toEqual(["eks.amazonaws.com/role-arn"]);
      },
    },
  );
  const trust = JSON.parse(
    textOf(named(resources, "dev-identity-shop.sender-role").inputs["assumeRolePolicy"]),
  ) as {
    readonly Statement: readonly object[];
  };
  const issuer = "atoll-lagoon-dev-oidc-210987654321.s3.eu-central-1.amazonaws.com";
  expect(trust.Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Federated: "arn:aws:made:::dev-issuer" },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "sts.amazonaws.com",
          [`${issuer}:sub`]: "system:serviceaccount:shop:sender",
        },
      },
    },
  ]);
});
