import { describe, expect, test } from "vitest";
import { endpointFaults, retentionFaults } from "../../../fleet/networks/network-offers.ts";
import { LOG_RETENTION_DAYS } from "../../../fleet/vocabulary.ts";

describe("retentionFaults", () => {
  test.each([undefined, ...LOG_RETENTION_DAYS])("%s days are offered", (days) => {
    expect(retentionFaults(days)).toEqual([]);
  });

  test.each([
    [2, "write 3"],
    [31, "write 60"],
    [3654, "write 3653"],
  ])("%i days are not, and the next that are come with the fault", (days, hint) => {
    expect(retentionFaults(days)).toEqual([
      {
        at: ["flowLogRetentionDays"],
        expected: "a number of days that CloudWatch offers",
        got: `${days}`,
        hint,
      },
    ]);
  });
});

describe("endpointFaults", () => {
  test.each(["ec2", "ecr.api", "ecr.dkr", "sts", "logs", "eks-auth", "elasticloadbalancing"])(
    "%s is a service name",
    (service) => {
      expect(endpointFaults([service])).toEqual([]);
    },
  );

  test.each(["", "ECR.api", "ecr..api", "-ecr", "ecr api"])("%j is none", (service) => {
    expect(endpointFaults([service]).map(({ expected }) => expected)).toEqual([
      "an AWS service name such as ecr.api",
    ]);
  });

  test("a service in AWS's own long form is told its short one", () => {
    expect(endpointFaults(["com.amazonaws.eu-central-1.ecr.api"])).toEqual([
      {
        at: ["interfaceEndpoints", 0],
        expected: "a service's name without the region's",
        got: '"com.amazonaws.eu-central-1.ecr.api"',
        hint: "write ecr.api",
      },
    ]);
  });

  test("only the second mention of a service is a fault", () => {
    expect(endpointFaults(["sts", "sts"]).map(({ at }) => at)).toEqual([["interfaceEndpoints", 1]]);
  });
});
