import type { Tombstone } from "../schema/lock.ts";

/** First day on which a freed range may be given again: as promised when it was freed, or later, but never earlier. */
export function quarantineEnd({ freed, until }: Tombstone, quarantineDays: number): string {
  const end = addDays(freed, quarantineDays);
  return until !== undefined && until > end ? until : end;
}

/** The ISO day `days` after `day`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
