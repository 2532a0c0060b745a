import { AwsError } from "../error.ts";
import { hashNumber } from "../ids.ts";
import { neighbours, type Call, type Kind } from "../kind.ts";
import { countIn, QUOTAS, withinQuota } from "../quotas.ts";
import * as tokens from "../tokens.ts";
import { checkIssuer } from "./issuer-documents.ts";

const SCHEME = "https://";

/** SHA-1 of a certificate. */
const THUMBPRINT_DIGITS = 40;

/** IAM keeps the address without its scheme, and shows it so: trust policies need it in this form. */
const withoutScheme = (url: string) => (url.startsWith(SCHEME) ? url.slice(SCHEME.length) : url);

function thumbprints(call: Call): readonly string[] {
  const given = call.inputs.texts("thumbprintLists");
  if (given.length > 0) return given;
  return [hashNumber(call.inputs.text("url")).toString(16).padStart(THUMBPRINT_DIGITS, "0")];
}

export const openIdConnectProvider: Kind = {
  label: "IAM OIDC Provider",
  service: "IAM",
  calls: {
    create: "CreateOpenIDConnectProvider",
    update: "UpdateOpenIDConnectProviderThumbprint",
    delete: "DeleteOpenIDConnectProvider",
  },
  global: true,
  quota: QUOTAS.oidcProviders,
  spellings: { url: withoutScheme },
  refusals: (inputs) => {
    const url = inputs.optionalText("url");
    // A state that was imported has the address as IAM keeps it.
    if (url === undefined || url.startsWith(SCHEME) || !url.includes(":")) return [];
    return [["url", `expected "url" to have a url with schema of: "https", got ${url}`]];
  },
  create: (call) => {
    const url = withoutScheme(call.inputs.text("url"));
    if (neighbours(call, tokens.OIDC_PROVIDER, { url }).length > 0) {
      throw new AwsError("EntityAlreadyExists", `Provider with url https://${url} already exists.`);
    }
    checkIssuer(call.cloud, url);
    withinQuota(call.cloud, QUOTAS.oidcProviders, countIn(call.cloud, call, tokens.OIDC_PROVIDER));
    const arn = `arn:aws:iam::${call.account}:oidc-provider/${url}`;
    return { id: arn, computed: { arn, url, thumbprintLists: thumbprints(call) } };
  },
  update: (_call, before) => ({ url: before.state["url"] ?? "" }),
};
