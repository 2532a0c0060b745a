import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openCloud, type Cloud } from "../../sandbox/aws/cloud.ts";
import { SimulatedAws } from "../../sandbox/aws/provider.ts";
import * as tokens from "../../sandbox/aws/tokens.ts";
import type { Properties } from "../../sandbox/provider/properties.ts";
import { TestEngine, type State } from "./engine.ts";

export const ACCOUNT = "111111111111";
export const REGION = "eu-central-1";

export const SETTINGS = {
  region: REGION,
  allowedAccountIds: [ACCOUNT],
  assumeRoles: [{ roleArn: `arn:aws:iam::${ACCOUNT}:role/deployer` }],
  defaultTags: { tags: { "atoll:stack": "dev" } },
};

export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

/** Trust of a role for a control plane, its nodes and its pods, and for copies of objects, at once. */
export const CLUSTER_TRUST = trustOf(
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "pods.eks.amazonaws.com",
  "s3.amazonaws.com",
);

/** Trust in services that may also tag their sessions. */
export function trustOf(...services: readonly string[]): string {
  const Action = ["sts:AssumeRole", "sts:TagSession"];
  const Statement = [{ Effect: "Allow", Action, Principal: { Service: services } }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

export const PERMISSION = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
});

/** A fresh cloud and an engine that talks to it; both end with the test. */
export interface Sandbox {
  /** Path of the cloud's file. */
  readonly path: string;
  readonly cloud: Cloud;
  readonly engine: TestEngine;
  /** Creates a resource with a name nobody cares about. */
  readonly make: (type: string, inputs: Properties) => Promise<State>;
  readonly makeVpc: (inputs?: Properties) => Promise<State>;
  readonly makeSubnet: (vpc: State, cidrBlock: string, inputs?: Properties) => Promise<State>;
}

/** Path of a cloud's file in a folder that goes away with the test. */
export function cloudPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "atoll-cloud-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return join(folder, "cloud.db");
}

/** @param content of another cloud's file; without it the cloud is empty */
export async function startSandbox(content?: Uint8Array): Promise<Sandbox> {
  const path = cloudPath();
  if (content !== undefined) writeFileSync(path, content);
  const cloud = openCloud(path);
  const engine = await TestEngine.start(new SimulatedAws(cloud, "7.0.0"));
  onTestFinished(() => {
    engine.stop();
    cloud.close();
  });
  await engine.configure(SETTINGS);
  let number = 0;
  const make = (type: string, inputs: Properties) => engine.create(type, `thing-${(number += 1)}`, inputs);
  return {
    path,
    cloud,
    engine,
    make,
    makeVpc: (inputs = {}) => make(tokens.VPC, { cidrBlock: "10.0.0.0/16", ...inputs }),
    makeSubnet: (vpc, cidrBlock, inputs = {}) =>
      make(tokens.SUBNET, { vpcId: vpc.id, cidrBlock, availabilityZone: `${REGION}a`, ...inputs }),
  };
}
