import { resolve } from "node:path";

/** Root of the program that is running. */
export const PROGRAM = resolve(import.meta.dirname, "../..");

/** Plans that are kept; the folder may be deleted at any time. No stack has a name that begins like the folders in it. */
export const PLANS_FOLDER = resolve(PROGRAM, ".cache/plans");

let digest: string | undefined;

/** Digest of the program that is running. */
export async function thisProgram(): Promise<string> {
  const { programDigest } = await import("../../plan/cache/program-digest.ts");
  return (digest ??= programDigest(PROGRAM));
}
