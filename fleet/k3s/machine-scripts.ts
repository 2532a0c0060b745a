import { readFileSync } from "node:fs";

/** Parts that our scripts are put together from; each is a file of its own, so that a shell's tools can read it. */
type Part =
  | "common"
  | "aws"
  | "secret"
  | "aws-machine"
  | "server"
  | "agent"
  | "token"
  | "tailnet"
  | "host"
  | "ecr-credentials";

/** Lines for tools that read the files, of no use on a machine. */
const FOR_TOOLS = /^# shellcheck .*\n/gm;

export function scriptPart(part: Part): string {
  const file = new URL(`machine/${part}.sh`, import.meta.url);
  return readFileSync(file, "utf8").replace(FOR_TOOLS, "");
}

/** A script that is made of several parts. */
export function script(...parts: readonly Part[]): string {
  return ["#!/bin/bash\n", ...parts.map(scriptPart)].join("");
}

/** What the scripts of machines in AWS have in common, in a file of its own: user data has no room to say it twice. */
export function machineLibrary(): string {
  return [scriptPart("common"), scriptPart("secret")].join("");
}

/** Where that is on a machine; when scripts are tried out, a folder stands before it. */
export const LIBRARY_FILE = "/usr/local/lib/atoll/machine.sh";

/** Makes a machine in AWS part of its cluster. */
export function bootScript(role: "server" | "agent"): string {
  return awsScript("aws-machine", role);
}

/** Gives a machine in AWS that runs the token of its secret. */
export function tokenScript(): string {
  return awsScript("token");
}

/** Lets administrators reach a server in AWS by Tailscale. */
export function tailnetScript(): string {
  return awsScript("tailnet");
}

function awsScript(...parts: readonly Part[]): string {
  return [`#!/bin/bash\n. "\${ATOLL_ROOT:-}${LIBRARY_FILE}"\n`, ...parts.map(scriptPart)].join("");
}
