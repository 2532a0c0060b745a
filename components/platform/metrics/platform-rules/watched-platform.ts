import type { AddOnGround } from "../../contract.ts";

/** What the rules of the platform depend on: the kind of cluster, and which add-ons there are to be watched. */
export type WatchedPlatform = Pick<AddOnGround, "facts" | "has">;
