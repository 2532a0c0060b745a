import type { Fleet } from "../../fleet/inventory.ts";
import { openCloud } from "../aws/cloud.ts";
import * as tokens from "../aws/tokens.ts";
import type { Sandbox } from "./folder.ts";

/**
 * Plays whoever has made the zone of the whole fleet, which an inventory names and no stack makes: it is in the simulated
 * cloud, in the account that holds it. One that is there already stays as it is.
 */
export function provideZone(
  sandbox: Pick<Sandbox, "cloud">,
  { settings }: { readonly settings: Pick<Fleet["settings"], "hostedZone" | "accounts" | "dnsZone"> },
): void {
  const { hostedZone, accounts, dnsZone } = settings;
  const account = accounts[hostedZone?.account ?? ""]?.id;
  if (hostedZone === undefined || account === undefined) return;
  const cloud = openCloud(sandbox.cloud);
  try {
    const { id } = hostedZone;
    if (cloud.find({ type: tokens.ZONE, id }) !== undefined) return;
    const state = { zoneId: id, name: dnsZone, comment: "made elsewhere", vpcs: [] };
    cloud.put({ type: tokens.ZONE, account, region: "", id, state, tags: {} });
  } finally {
    cloud.close();
  }
}
