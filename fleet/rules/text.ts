import type { Finding } from "../check.ts";

interface Trace {
  readonly pattern: RegExp;
  readonly expected: string;
  /** Shown instead of the value, for values that must not be repeated. */
  readonly got?: string;
  readonly hint: string;
}

/** What a template engine, a copied example or a leaked credential leaves in a text. */
const TRACES: readonly Trace[] = [
  { pattern: /\$\{|\{\{/, expected: "a final value", hint: "a placeholder was left unresolved" },
  {
    pattern: /<[A-Z][A-Z_-]+>|\b(CHANGEME|TODO|FIXME)\b/,
    expected: "a final value",
    hint: "a placeholder was left",
  },
  {
    pattern: /(^|\.)example\.(com|net|org)\b/,
    expected: "a domain of yours",
    hint: "example domains are reserved",
  },
  {
    pattern: /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
    expected: "visible text on one line",
    hint: "remove what does not show: control, direction or zero-width characters",
  },
  secret(/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, "an AWS access key"),
  secret(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"),
  secret(/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+/, "a token"),
  secret(/\bgh[pousr]_[A-Za-z0-9]{30,}/, "a GitHub token"),
  secret(/\bhttps:\/\/hooks\.slack\.com\/services\/\S+/, "a webhook address"),
];

/** Two spellings of one name look the same and are not equal. @see https://www.unicode.org/reports/tr15/ */
const NOT_COMPOSED = {
  expected: "composed characters (NFC)",
  hint: "type an accent and its letter as one character",
};

function secret(pattern: RegExp, what: string): Trace {
  return {
    pattern,
    expected: "no secret in the inventory",
    got: what,
    hint: "store it as a secret and rotate it now",
  };
}

/** Texts anywhere in a file that betray themselves. */
export function textFindings(
  file: string,
  data: unknown,
  at: readonly (string | number)[] = [],
): readonly Finding[] {
  if (typeof data === "string") {
    const traces = TRACES.filter(({ pattern }) => pattern.test(data)).map(({ expected, got, hint }) => {
      return { file, at, expected, hint, ...(got === undefined ? {} : { got }) };
    });
    return data === data.normalize("NFC") ? traces : [...traces, { file, at, ...NOT_COMPOSED }];
  }
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    return textFindings(file, value, [...at, Array.isArray(data) ? Number(key) : key]);
  });
}
