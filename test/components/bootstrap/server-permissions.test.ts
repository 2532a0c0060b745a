import { expect, test } from "vitest";
import { serverPermissions } from "../../../components/bootstrap/server-permissions-plan.ts";
import { k3sBucketName, k3sOidcBucketName, k3sSecretName, workerGroupName } from "../../../fleet/names.ts";
import { sampleFleet } from "../../record/sample-fleet.ts";

const LONGEST = "x".repeat(20);
const account = { accountId: "111122223333", awsRegions: ["eu-central-1"], organisation: LONGEST };
const PERMISSIONS = serverPermissions(account);

/** Whether one of the ARNs of a permission, with its stars, is this one. */
function covers(sid: string, arn: string): boolean {
  const patterns = PERMISSIONS.find((one) => one.sid === sid)?.resources ?? [];
  return patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(arn));
}

const sample = sampleFleet({});
const settings = { ...sample.settings, organisation: LONGEST };
const region = [...sample.regions.values()][0]!;
const place = "eu-central-1:111122223333";

test("names of the longest ids are still among what the deployer may touch", () => {
  for (const cluster of ["c", LONGEST]) {
    for (const bucket of [k3sBucketName, k3sOidcBucketName])
      expect(covers("Objects", `arn:aws:s3:::${bucket(settings, region, cluster)}/founder`)).toBe(true);
    for (const role of ["server", "agent"] as const) {
      const secret = `secret:${k3sSecretName(cluster, role)}-a1B2c3`;
      expect(covers("Secrets", `arn:aws:secretsmanager:${place}:${secret}`)).toBe(true);
    }
    const group = `autoScalingGroup:1:autoScalingGroupName/${workerGroupName(cluster, "pool-spot-a")}`;
    expect(covers("Groups", `arn:aws:autoscaling:${place}:${group}`)).toBe(true);
  }
});

test("other secrets, groups of EKS, and buckets of states and regions are not", () => {
  expect(covers("Secrets", `arn:aws:secretsmanager:${place}:secret:payroll-a1B2c3`)).toBe(false);
  expect(covers("Groups", `arn:aws:autoscaling:${place}:autoScalingGroup:1:autoScalingGroupName/eks-1`)).toBe(
    false,
  );
  for (const bucket of [`atoll-${LONGEST}-state-111122223333`, `atoll-${LONGEST}-eu-central-flow-logs-1`])
    expect(covers("Objects", `arn:aws:s3:::${bucket}/x`)).toBe(false);
});
