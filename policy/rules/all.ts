import type { Rule } from "../rule.ts";
import { forbidFloatingVersions } from "./forbid-floating-versions.ts";
import { forbidOpenIngress } from "./forbid-open-ingress.ts";
import { forbidPublicEndpoint } from "./forbid-public-endpoint.ts";
import { forbidWildcardIam } from "./forbid-wildcard-iam.ts";
import { protectStateful } from "./protect-stateful.ts";
import { requireDefaultDeny } from "./require-default-deny.ts";
import { requireEncryption } from "./require-encryption.ts";
import { requireImdsTokens } from "./require-imds-tokens.ts";
import { requireOwnerTags } from "./require-owner-tags.ts";
import { requireQuota } from "./require-quota.ts";

/** Every rule, in the order in which reports show them. */
export const RULES: readonly Rule[] = [
  forbidOpenIngress,
  requireEncryption,
  forbidPublicEndpoint,
  requireImdsTokens,
  requireDefaultDeny,
  requireQuota,
  protectStateful,
  forbidFloatingVersions,
  requireOwnerTags,
  forbidWildcardIam,
];
