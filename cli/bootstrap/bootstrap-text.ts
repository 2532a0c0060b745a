import pc from "picocolors";
import { bootstrapStack } from "../../fleet/names.ts";
import type { FleetSettings } from "../../fleet/schema/fleet.ts";
import { stateBackendUrl } from "../../fleet/state-place.ts";
import { stackFileName } from "../stack/stack-file.ts";
import type { Outcome } from "./bootstrap.ts";

/**
 * What a bootstrap says at its end.
 *
 * @param place where the state is: of a sandbox nothing is committed, and nobody logs in there
 */
export function bootstrapText(
  settings: FleetSettings,
  account: string,
  outcome: Outcome,
  place: "bucket" | "sandbox",
): string {
  if (outcome === "refused") return "nothing was made";
  if (outcome === "nothing-to-do")
    return `${pc.green("nothing to do")}: account ${account} is as the inventory wants it`;
  const ready = `${pc.green("ok")} account ${account} is ready, and the state of ${bootstrapStack(account)} is in the ${place}`;
  if (place === "sandbox") return ready;
  return [
    `${ready}. Next:`,
    `  commit ${stackFileName(bootstrapStack(account))}`,
    `  pulumi login '${stateBackendUrl(settings)}'`,
    "  npx atoll stack init",
  ].join("\n");
}
