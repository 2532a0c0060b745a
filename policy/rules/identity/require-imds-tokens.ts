import { type Finding, must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** Where each type says how its instances answer for metadata, and what holds when it says nothing. */
const OPTIONS: Readonly<Record<string, (inputs: Value) => { options: Value; isSafeByDefault: boolean }>> = {
  "aws:ec2/launchTemplate:LaunchTemplate": options,
  "aws:ec2/launchConfiguration:LaunchConfiguration": options,
  "aws:ec2/instance:Instance": options,
  // Karpenter asks for tokens, and one hop, where nothing is said.
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (inputs) => ({
    options: inputs.at("spec", "metadataOptions"),
    isSafeByDefault: true,
  }),
};

function options(inputs: Value): { options: Value; isSafeByDefault: boolean } {
  return { options: inputs.at("metadataOptions"), isSafeByDefault: false };
}

function metadataFindings(inputs: Value, type: string): readonly Finding[] {
  const place = OPTIONS[type]?.(inputs);
  if (place === undefined || place.options.at("httpEndpoint").known === "disabled") return [];
  const tokens = place.options.at("httpTokens");
  const hops = place.options.at("httpPutResponseHopLimit");
  const isSaid = (value: unknown): boolean => value !== undefined || !place.isSafeByDefault;
  return [
    ...must(tokens, '"required"', (known) => known === "required" || !isSaid(known)),
    ...(hops.path === tokens.path ? [] : must(hops, "1", (known) => known === 1 || !isSaid(known))),
  ];
}

export const requireImdsTokens: ResourceRule = {
  id: "require-imds-tokens",
  level: "mandatory",
  group: "identity",
  scope: "resource",
  what: "The metadata service of every machine asks for a token, and answers no pod",
  why: "without it any pod, or a server that can be made to fetch a URL, takes over the rights of its node",
  remedy: 'set httpTokens to "required" and httpPutResponseHopLimit to 1',
  answers: [
    "AWS EC2.8: machines ask for tokens of IMDSv2",
    "EKS-BP identity and access management: pods can't reach the instance profile",
    "threat: credentials of the node by IMDS",
  ],
  see: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
  appliesTo: oneOf(OPTIONS),
  check: (inputs, { type }) => metadataFindings(inputs, type),
};
