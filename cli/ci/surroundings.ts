import { type Fault, InputError } from "../../fleet/check.ts";
import type { GitHubAccess } from "./github.ts";

const PUBLIC_API = "https://api.github.com";

/** How GitHub's jobs say where its API is. @throws InputError when there is no token, or no address. */
export function githubAccess(env: Readonly<Record<string, string | undefined>>): GitHubAccess {
  const token = (env["GITHUB_TOKEN"] ?? "").trim();
  const apiUrl = env["GITHUB_API_URL"] ?? PUBLIC_API;
  const faults = [...tokenFaults(token), ...(URL.canParse(apiUrl) ? [] : [noAddress(apiUrl)])];
  if (faults.length > 0) throw new InputError(faults);
  return { token, apiUrl: apiUrl.replace(/\/+$/, "") };
}

/** A token is never repeated, and what no header can carry would be in the message of whoever refuses it. */
function tokenFaults(token: string): readonly Fault[] {
  if (token === "") return [NO_TOKEN];
  return /^[\x21-\x7E]+$/.test(token) ? [] : [BROKEN_TOKEN];
}

const BROKEN_TOKEN: Fault = {
  file: "environment",
  path: "GITHUB_TOKEN",
  expected: "letters, digits and signs of ASCII alone",
  got: "something else among them, which is not shown",
};

const NO_TOKEN: Fault = {
  file: "environment",
  path: "GITHUB_TOKEN",
  expected: "a token that may write comments",
  got: "none",
  hint: "in a job: env: { GITHUB_TOKEN: ${{ github.token }} } and permissions: { pull-requests: write }",
};

const noAddress = (apiUrl: string): Fault => ({
  file: "environment",
  path: "GITHUB_API_URL",
  expected: `an address such as ${PUBLIC_API}`,
  got: JSON.stringify(apiUrl),
});

/** `lagoon/fleet` in its two parts. @throws InputError when it is none. */
export function repositoryParts(repository: string): { readonly owner: string; readonly repo: string } {
  const [, owner, repo] = /^([\w-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  const expected = "owner/name, such as lagoon/fleet";
  throw new InputError([{ file: "--repository", path: "", expected, got: JSON.stringify(repository) }]);
}

/** Where the whole plan is, as Markdown can link to it. @throws InputError when it is no address of a page. */
export function artifactAddress(text: string): string {
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) {
    const expected = "an address such as https://github.com/lagoon/fleet/actions/runs/1";
    throw new InputError([{ file: "--artifact", path: "", expected, got: JSON.stringify(text) }]);
  }
  return new URL(text).href.replaceAll(
    /[()<>[\]`\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
