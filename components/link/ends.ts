import type { End } from "./settings.ts";

export const ENDS: readonly End[] = ["requester", "accepter"];

export const OTHER: Readonly<Record<End, End>> = { requester: "accepter", accepter: "requester" };

/** A range as a part of a name. */
export const inName = (cidr: string): string => cidr.replaceAll("/", "-");
