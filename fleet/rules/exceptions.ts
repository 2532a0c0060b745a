import { addDays } from "../addresses/days.ts";
import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";
import { bootstrapStack } from "../names.ts";
import { EXCEPTIONS_FILE } from "../read/folder.ts";
import { didYouMean } from "../read/issues.ts";
import { stackEntries } from "../stack-names.ts";

/** Days before its end at which an exception is warned of. */
const WARNED_DAYS = 14;

/** Exceptions for a stack that nobody has. */
export function exceptionStackFindings(inventory: Inventory): readonly Finding[] {
  const { exceptions = [], settings } = inventory;
  if (exceptions.length === 0) return [];
  const known = [...stackEntries(inventory), ...Object.keys(settings.accounts).map(bootstrapStack)];
  return exceptions.flatMap(({ stack }, index) => {
    if (stack === undefined || known.includes(stack)) return [];
    const hint = didYouMean(stack, known);
    const finding = {
      file: EXCEPTIONS_FILE,
      at: ["exceptions", index, "stack"],
      expected: `one of ${known.join(", ")}`,
    };
    return [hint === undefined ? finding : { ...finding, hint }];
  });
}

/** Exceptions whose last day is over, also those that nothing needs any more: somebody promised to be done by then. */
export function expiredExceptions({ exceptions = [] }: Inventory, today: string): readonly Finding[] {
  return exceptions.flatMap(({ expires, owner }, index) => {
    if (expires >= today) return [];
    const hint = `correct what it let off and remove it, or let ${owner} say how much longer it is needed`;
    return [
      {
        file: EXCEPTIONS_FILE,
        at: ["exceptions", index, "expires"],
        expected: `${today} or a later day`,
        hint,
      },
    ];
  });
}

/** Exceptions that end soon. */
export function exceptionWarnings({ exceptions = [] }: Inventory, today: string): readonly string[] {
  const soon = addDays(today, WARNED_DAYS);
  return exceptions
    .filter(({ expires }) => expires >= today && expires <= soon)
    .map(
      ({ rule, name, owner, expires }) =>
        `${EXCEPTIONS_FILE}: the exception of ${owner} from ${rule} for ${name} ends on ${expires}`,
    );
}
