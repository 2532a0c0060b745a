import { GITHUB_ISSUER, TAKE_BY_TOKEN, TOKEN_AUDIENCE } from "../../fleet/ci-vocabulary.ts";
import type { CiSettings } from "../../fleet/schema/ci.ts";
import { policyDocument } from "../cluster/policy-document.ts";

/** Whose tokens are believed. */
export function issuerOf(ci: CiSettings): string {
  return ci.kind === "github" ? GITHUB_ISSUER : ci.issuer;
}

/** ARN of the account's identity provider, which follows from its address. */
export function identityProviderArn(accountId: string, ci: CiSettings): string {
  return `arn:aws:iam::${accountId}:oidc-provider/${hostOf(ci)}`;
}

const hostOf = (ci: CiSettings): string => issuerOf(ci).replace(/^https:\/\//, "");

/** One, or a list any of which will do. */
type Subject = string | readonly string[];

/** Who a token says that its job is, for each role. */
export interface Subjects {
  /** A pattern only where the host puts the branch into it. */
  readonly preview: { readonly operator: "StringEquals" | "StringLike"; readonly subject: Subject };
  readonly deploy: Subject;
}

/**
 * GitHub: any pull request may preview, and only the environments may deploy. Its name is trusted, not the branch: a job
 * that runs on `pull_request_target` says that it runs on main, and the environment is what people guard.
 *
 * GitLab: any branch of the project may preview, and the protected branch may deploy. Jobs of a fork carry the fork's
 * path.
 */
export function subjectsOf(ci: CiSettings): Subjects {
  if (ci.kind === "gitlab") {
    const branch = (name: string): string => `project_path:${ci.project}:ref_type:branch:ref:${name}`;
    return { preview: { operator: "StringLike", subject: branch("*") }, deploy: branch(ci.branch) };
  }
  const [owner = "", name = ""] = ci.repository.split("/");
  const repository =
    ci.ids === undefined ? ci.repository : `${owner}@${ci.ids.owner}/${name}@${ci.ids.repository}`;
  const environment = (one: string): string => `repo:${repository}:environment:${one}`;
  const readers = ci.readEnvironment === undefined ? [] : [environment(ci.readEnvironment)];
  return {
    preview: { operator: "StringEquals", subject: single([`repo:${repository}:pull_request`, ...readers]) },
    deploy: single([ci.environment, ...ci.otherEnvironments].map(environment)),
  };
}

/** A list of one is written as IAM shows it, so that trust policies of today stay as they are. */
function single([first = "", ...others]: readonly string[]): Subject {
  return others.length === 0 ? first : [first, ...others];
}

/** Trust of one of the two roles: one issuer, one audience, one kind of job. */
export function tokenTrust(accountId: string, ci: CiSettings, role: keyof Subjects): string {
  const { preview, deploy } = subjectsOf(ci);
  const host = hostOf(ci);
  const { operator, subject } =
    role === "preview" ? preview : { operator: "StringEquals" as const, subject: deploy };
  const audience = { [`${host}:aud`]: TOKEN_AUDIENCE };
  const who = { [`${host}:sub`]: subject };
  return JSON.stringify(
    policyDocument([
      {
        Effect: "Allow",
        Principal: { Federated: identityProviderArn(accountId, ci) },
        Action: TAKE_BY_TOKEN,
        Condition:
          operator === "StringEquals"
            ? { StringEquals: { ...audience, ...who } }
            : { StringEquals: audience, StringLike: who },
      },
    ]),
  );
}
