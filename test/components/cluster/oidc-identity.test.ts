import { expect, test } from "vitest";
import { oidcTrust } from "../../../components/cluster/oidc-identity-plan.ts";
import { podIdentityPlan } from "../../../components/cluster/pod-identity-plan.ts";
import { identityNames } from "../../../components/cluster/identity-names.ts";

const ISSUER = "oidc.example.com/id/1";
const ARN = `arn:aws:iam::210987654321:oidc-provider/${ISSUER}`;

test("a role is trusted by tokens of one ServiceAccount of one issuer, made for AWS", () => {
  expect(oidcTrust(ARN, ISSUER, { namespace: "dns", serviceAccount: "external-dns" })).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: ARN },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "oidc.example.com/id/1:aud": "sts.amazonaws.com",
            "oidc.example.com/id/1:sub": "system:serviceaccount:dns:external-dns",
          },
        },
      },
    ],
  });
});

test("a ServiceAccount's role has the same names however its rights are handed out", () => {
  const subject = { namespace: "dns", serviceAccount: "external-dns" };
  const place = { accountId: "210987654321", awsRegion: "eu-central-1" };
  const { name, awsName } = podIdentityPlan("dev", place, subject);
  expect(identityNames("dev", place.awsRegion, subject)).toEqual({ name, awsName });
});
