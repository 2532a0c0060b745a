import pc from "picocolors";
import { bootstrapStack } from "../../fleet/names.ts";
import type { FleetSettings } from "../../fleet/schema/fleet.ts";
import { stateBackendUrl } from "../../fleet/state-place.ts";
import { stackFileName } from "../stack/stack-file.ts";
import type { Outcome } from "./bootstrap.ts";

/** What a bootstrap says at its end. */
export function bootstrapText(settings: FleetSettings, account: string, outcome: Outcome): string {
  if (outcome === "refused") return "nothing was made";
  if (outcome === "nothing-to-do")
    return `${pc.green("nothing to do")}: account ${account} is as the inventory wants it`;
  return [
    `${pc.green("ok")} account ${account} is ready, and the state of ${bootstrapStack(account)} is in the bucket. Next:`,
    `  commit ${stackFileName(bootstrapStack(account))}`,
    `  pulumi login '${stateBackendUrl(settings)}'`,
    "  npx atoll stack init",
  ].join("\n");
}
