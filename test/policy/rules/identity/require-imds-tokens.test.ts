import { expect, test } from "vitest";
import { requireImdsTokens } from "../../../../policy/rules/identity/require-imds-tokens.ts";
import { notKnown, said, UNKNOWN } from "../../said.ts";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const NODE_CLASS = "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass";

const loose = (path: string, expected: string, got: string): string =>
  `${path}: expected ${expected}, got ${got}; set httpTokens to "required" and httpPutResponseHopLimit to 1`;

const ask = (metadataOptions: unknown) =>
  said(requireImdsTokens, { type: TEMPLATE, inputs: { metadataOptions } });
const askKarpenter = (metadataOptions?: unknown) =>
  said(requireImdsTokens, { type: NODE_CLASS, inputs: { spec: { metadataOptions } } });

test("tokens within one hop are fine, and no metadata service at all", () => {
  expect(ask({ httpTokens: "required", httpPutResponseHopLimit: 1 })).toEqual([]);
  expect(ask({ httpEndpoint: "disabled" })).toEqual([]);
  expect(askKarpenter()).toEqual([]);
  expect(askKarpenter({ httpTokens: "required" })).toEqual([]);
});

test("optional tokens, or answers that reach pods, are refused", () => {
  expect(ask(undefined)).toEqual([
    loose("metadataOptions.httpTokens", '"required"', "nothing"),
    loose("metadataOptions.httpPutResponseHopLimit", "1", "nothing"),
  ]);
  expect(ask({ httpTokens: "optional", httpPutResponseHopLimit: 1 })).toEqual([
    loose("metadataOptions.httpTokens", '"required"', '"optional"'),
  ]);
  expect(askKarpenter({ httpTokens: "required", httpPutResponseHopLimit: 2 })).toEqual([
    loose("spec.metadataOptions.httpPutResponseHopLimit", "1", "2"),
  ]);
});

test("options that are not known yet are said to be unknown, once", () => {
  expect(ask(UNKNOWN)).toEqual([notKnown("metadataOptions", '"required"')]);
  expect(ask({ httpTokens: UNKNOWN, httpPutResponseHopLimit: 1 })).toEqual([
    notKnown("metadataOptions.httpTokens", '"required"'),
  ]);
  expect(askKarpenter(UNKNOWN)).toEqual([notKnown("spec.metadataOptions", '"required"')]);
});
