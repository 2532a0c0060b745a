import { describe, expect, test } from "vitest";
import { tokenTrust } from "../../../components/bootstrap/ci-trust-plan.ts";
import { type CiSettings, ci } from "../../../fleet/schema/ci.ts";

const parsed = (value: unknown): CiSettings => ci.parse(value)!;
const GITHUB = parsed({ kind: "github", repository: "lagoon/fleet", environment: "production" });
const IDS = parsed({ ...GITHUB, ids: { owner: "12", repository: "34" } });
const GITLAB = parsed({ kind: "gitlab", project: "lagoon/fleet" });

const MORE = parsed({ ...GITHUB, otherEnvironments: ["development"], readEnvironment: "drift" });

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Whether AWS would hand out the role for a token: every condition must hold, upper and lower case count. */
function opens(
  settings: CiSettings,
  role: "preview" | "deploy",
  sub: string,
  aud = "sts.amazonaws.com",
): boolean {
  const { Statement } = JSON.parse(tokenTrust("111122223333", settings, role)) as {
    Statement: readonly { readonly Condition: Conditions }[];
  };
  const claims: Readonly<Record<string, string>> = { sub, aud };
  const holds = (operator: string, claim: string, wanted: string): boolean =>
    operator === "StringEquals"
      ? claim === wanted
      : claim.startsWith(wanted.slice(0, -1)) && wanted.endsWith("*");
  return Statement.some(({ Condition }) => {
    const all = Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, wanted]) =>
        [wanted].flat().some((one) => holds(operator, claims[key.split(":").at(-1) ?? ""] ?? "", one)),
      ),
    );
    return all.length === 2 && all.every(Boolean);
  });
}

describe("the deployment role", () => {
  test.each([
    ["the environment's jobs may", GITHUB, "repo:lagoon/fleet:environment:production", true],
    ["pull requests, of forks too, may not", GITHUB, "repo:lagoon/fleet:pull_request", false],
    [
      "jobs on main that entered no environment may not",
      GITHUB,
      "repo:lagoon/fleet:ref:refs/heads/main",
      false,
    ],
    ["other environments may not", GITHUB, "repo:lagoon/fleet:environment:production-2", false],
    ["each of several environments may", MORE, "repo:lagoon/fleet:environment:development", true],
    ["the first of several environments may", MORE, "repo:lagoon/fleet:environment:production", true],
    ["the environment that reads may not", MORE, "repo:lagoon/fleet:environment:drift", false],
    ["other repositories may not", GITHUB, "repo:lagoon/fleet2:environment:production", false],
    ["a repository of another owner may not", GITHUB, "repo:Lagoon/fleet:environment:production", false],
    ["the numbered repository may", IDS, "repo:lagoon@12/fleet@34:environment:production", true],
    ["who took the names later may not", IDS, "repo:lagoon@99/fleet@34:environment:production", false],
    ["GitLab's protected branch may", GITLAB, "project_path:lagoon/fleet:ref_type:branch:ref:main", true],
    ["GitLab's other branches may not", GITLAB, "project_path:lagoon/fleet:ref_type:branch:ref:main2", false],
    ["a fork on GitLab may not", GITLAB, "project_path:eve/fleet:ref_type:branch:ref:main", false],
  ] as const)("%s", (_, settings, sub, expected) => {
    expect(opens(settings, "deploy", sub)).toBe(expected);
  });

  test("is not to be had with a token for somebody else", () => {
    expect(
      opens(GITHUB, "deploy", "repo:lagoon/fleet:environment:production", "https://github.com/lagoon"),
    ).toBe(false);
  });
});

test("the preview role is for pull requests of the repository, and for branches of the project", () => {
  expect(opens(GITHUB, "preview", "repo:lagoon/fleet:pull_request")).toBe(true);
  expect(opens(GITHUB, "preview", "repo:eve/fleet:pull_request")).toBe(false);
  expect(opens(GITLAB, "preview", "project_path:lagoon/fleet:ref_type:branch:ref:change")).toBe(true);
  expect(opens(GITLAB, "preview", "project_path:lagoon/fleet-2:ref_type:branch:ref:change")).toBe(false);
});

test("the environment that reads may take the preview role beside pull requests; those that deploy may not", () => {
  expect(opens(MORE, "preview", "repo:lagoon/fleet:pull_request")).toBe(true);
  expect(opens(MORE, "preview", "repo:lagoon/fleet:environment:drift")).toBe(true);
  expect(opens(MORE, "preview", "repo:lagoon/fleet:environment:production")).toBe(false);
  expect(opens(GITHUB, "preview", "repo:lagoon/fleet:environment:drift")).toBe(false);
});
