import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runAws } from "../../sandbox/aws/cli.ts";
import { CLUSTER_ADMIN_POLICY } from "../../sandbox/aws/cluster-admins.ts";
import { type Cloud, openCloud } from "../../sandbox/aws/cloud.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import { clusterToken, makeCredentials } from "../../sandbox/clusters/credentials.ts";
import { type Sandbox, sandboxAt } from "../../sandbox/engine/folder.ts";
import { writeKubeconfig } from "../../sandbox/engine/kubeconfig.ts";

const PLACE = { account: "123456789012", region: "eu-central-1", tags: {} };
const ROLE = "arn:aws:iam::123456789012:role/deployer";
const ACCESS = { clusterName: "dev", principalArn: ROLE };

/** A cloud with one cluster, whose API server has its users. */
function withCluster(): { readonly sandbox: Sandbox; readonly cloud: Cloud } {
  const sandbox = sandboxAt(mkdtempSync(join(tmpdir(), "atoll-access-")));
  mkdirSync(sandbox.clusters);
  const cloud = openCloud(sandbox.cloud);
  onTestFinished(() => {
    cloud.close();
    rmSync(sandbox.dir, { recursive: true, force: true });
  });
  const address = { endpoint: "https://127.0.0.1:20001", certificateAuthority: { data: "UEVN" } };
  const state = { name: "dev", status: "ACTIVE", ...address };
  cloud.put({ ...PLACE, type: tokens.CLUSTER, id: "dev", state });
  makeCredentials(sandbox.clusters, "dev");
  return { sandbox, cloud };
}

function grant(cloud: Cloud, scope = "cluster"): void {
  cloud.put({ ...PLACE, type: tokens.ACCESS_ENTRY, id: `dev:${ROLE}`, state: ACCESS });
  const state = { ...ACCESS, policyArn: CLUSTER_ADMIN_POLICY, accessScope: { type: scope } };
  cloud.put({ ...PLACE, type: tokens.ACCESS_POLICY, id: `dev#${ROLE}`, state });
}

function aws({ cloud }: Sandbox, ...words: readonly string[]) {
  return runAws(["eks", ...words, "--region", "eu-central-1"], { ATOLL_SANDBOX_CLOUD: cloud });
}

const TOKEN = ["get-token", "--cluster-name", "dev", "--role-arn", ROLE, "--output", "json"];

const denied = (why: string) => ({
  ...{ code: 254, stdout: "" },
  stderr: `\nAn error occurred (AccessDeniedException) when calling the GetToken operation: ${why}\n`,
});

test("an administrator of the cluster gets the token that its API server knows", () => {
  const { sandbox, cloud } = withCluster();
  grant(cloud);
  const { code, stdout } = aws(sandbox, ...TOKEN);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    spec: {},
    status: {
      expirationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      token: clusterToken(sandbox.clusters, "dev", "atoll-deployer"),
    },
  });
});

test("nobody else gets one, and hears why", () => {
  const { sandbox, cloud } = withCluster();
  expect(aws(sandbox, ...TOKEN)).toEqual(denied(`${ROLE} has no access entry on cluster dev`));
  grant(cloud, "namespace");
  const lesser = `${ROLE} is no administrator of cluster dev; the simulator knows no lesser rights`;
  expect(aws(sandbox, ...TOKEN)).toEqual(denied(lesser));
  grant(cloud);
  const other = ["get-token", "--cluster-name", "other", "--role-arn", ROLE];
  expect(aws(sandbox, ...other)).toEqual(denied("No cluster found for name: other."));
  const nobody = "arn:aws:iam::123456789012:role/simulated has no access entry on cluster dev";
  expect(aws(sandbox, ...TOKEN.slice(0, 3))).toEqual(denied(nobody));
  cloud.set("callerAccount", "999999999999");
  expect(aws(sandbox, ...TOKEN)).toEqual(denied("No cluster found for name: dev."));
  cloud.set("callerAccount", undefined);
  rmSync(sandbox.clusters, { recursive: true });
  expect(aws(sandbox, ...TOKEN)).toEqual(denied("no API server runs for cluster dev"));
});

test("clusters are listed and described", () => {
  const { sandbox } = withCluster();
  expect(JSON.parse(aws(sandbox, "list-clusters").stdout)).toEqual({ clusters: ["dev"] });
  expect(JSON.parse(aws(sandbox, "describe-cluster", "--name", "dev").stdout)).toMatchObject({
    cluster: { name: "dev", endpoint: "https://127.0.0.1:20001", certificateAuthority: { data: "UEVN" } },
  });
  expect(aws(sandbox, "describe-cluster", "--name", "other").stderr).toContain(
    "An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found",
  );
});

test("the kubeconfig has a context for each cluster, and asks the sandbox's aws for tokens", () => {
  const { sandbox, cloud } = withCluster();
  grant(cloud);
  writeKubeconfig(sandbox);
  const config = JSON.parse(readFileSync(sandbox.kubeconfig, "utf8")) as Record<string, unknown>;
  expect(config).toMatchObject({
    "current-context": "dev",
    clusters: [{ name: "dev", cluster: { server: "https://127.0.0.1:20001" } }],
    contexts: [{ name: "dev", context: { cluster: "dev", user: "dev" } }],
    users: [
      {
        user: {
          exec: {
            command: join(sandbox.bin, "aws"),
            args: [
              ...["eks", "get-token", "--cluster-name", "dev", "--region", "eu-central-1"],
              ...["--role-arn", ROLE, "--output", "json"],
            ],
            env: [{ name: "ATOLL_SANDBOX_CLOUD", value: sandbox.cloud }],
          },
        },
      },
    ],
  });
});
