import { InputError } from "../../fleet/check.ts";

/** First line of a text of ours: invisible, and by it a later run finds the comment again. */
const MARK = /^<!-- atoll [a-z-]+ -->(?=\r?\n|$)/;

/** The mark of a text. @throws InputError when its first line is none: it could never be found again. */
export function markOf(text: string, file: string): string {
  const mark = MARK.exec(text)?.[0];
  if (mark !== undefined) return mark;
  throw new InputError([
    {
      file,
      line: 1,
      path: "",
      expected: "a mark such as <!-- atoll diff --> in the first line",
      got: JSON.stringify(text.split("\n", 1)[0]?.slice(0, 80) ?? ""),
      hint: "atoll diff --format markdown writes one",
    },
  ]);
}

/** Whether a comment begins with a mark; one that quotes it further down is another's. */
export function carries(body: string | null | undefined, mark: string): boolean {
  return MARK.exec(body ?? "")?.[0] === mark;
}
