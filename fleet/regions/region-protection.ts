import type { Fleet, Region } from "../inventory.ts";

/**
 * Whether what a region holds refuses deletion: until the day on which its entry may leave, not only until it says that
 * it will. A word that goes sooner would take a bucket, a key or a zone along.
 */
export function regionProtects({ today }: Pick<Fleet, "today">, { lifecycle, retireAfter }: Region): boolean {
  return lifecycle !== "retiring" || (retireAfter !== undefined && retireAfter > today);
}
