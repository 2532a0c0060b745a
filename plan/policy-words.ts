import { counted } from "./diff-words.ts";
import type { PolicyChanges, PolicyFinding } from "./policy-changes.ts";

/** Most findings that are told one by one. */
const MOST_FINDINGS = 20;

/** `2 new violations (1 stops an update), 1 gone`. */
export function policyText({ come, gone }: PolicyChanges): string {
  if (come.length + gone.length === 0) return "no violation comes or goes";
  const stopping = come.filter(({ level }) => level === "mandatory").length;
  const stops = stopping === 1 ? "1 stops an update" : `${stopping} stop an update`;
  const fresh = come.length === 0 ? [] : [`${counted(come.length, "new violation")} (${stops})`];
  const old = gone.length === 0 ? [] : [`${counted(gone.length, "violation")} gone`];
  return [...fresh, ...old].join(", ");
}

/** The new findings one by one, those that stop an update first, and how many more there are. */
export function findingTexts({ come }: PolicyChanges): readonly string[] {
  const rank = ({ level }: PolicyFinding): number => (level === "mandatory" ? 0 : 1);
  const sorted = come.toSorted((a, b) => rank(a) - rank(b));
  const told = sorted
    .slice(0, MOST_FINDINGS)
    .map(
      ({ stack, resource, rule, level, text }) =>
        `${stack} ${resource.replace("::", " ")}: ${rule}${level === "advisory" ? " (advice)" : ""}: ${text}`,
    );
  const more = sorted.length - MOST_FINDINGS;
  return more <= 0 ? told : [...told, `and ${counted(more, "more violation")}`];
}
