import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../fleet/check.ts";
import type { Fleet } from "../fleet/inventory.ts";
import { asker } from "./asker.ts";
import { checkedFleet } from "./checked-fleet.ts";
import { deployStack, type StackOutputs } from "./deploy.ts";
import { fileText, outsideKubeconfig } from "./outside-kubeconfig.ts";
import { isReadOnly, readersOnly } from "./read-only.ts";
import { type RunChoices, runChoices } from "./run-choices.ts";
import { shortestOrder } from "./shortest-order.ts";

const PROJECT_ROOT = resolve(import.meta.dirname, "..");

/** What the engine runs: reads the stack's configuration and the fleet, and deploys the entry of the stack's name. */
export async function runProgram(): Promise<StackOutputs> {
  const config = new pulumi.Config("atoll");
  const inventory = config.require("inventory");
  const today = new Date().toISOString().slice(0, 10);
  const stack = pulumi.getStack();
  try {
    const choices = runChoices(config.get("takeOwnership"), today);
    const fleet = checkedFleet(resolve(PROJECT_ROOT, inventory), today);
    pulumi.runtime.registerStackTransformation(shortestOrder());
    if (isReadOnly(config.get("readOnly"), pulumi.runtime.isDryRun()))
      pulumi.runtime.registerStackTransformation(readersOnly());
    return deployStack(fleet, stack, { ...choices, asker, ...(await wayIn(fleet, stack, config)) });
  } catch (error) {
    // A RunError is printed without a stack: what an operator gave is no bug of ours.
    throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
  }
}

/** The way into a cluster that somebody else made, once it was looked at; other stacks make theirs. */
async function wayIn(fleet: Fleet, stack: string, config: pulumi.Config): Promise<Pick<RunChoices, "wayIn">> {
  const cluster = fleet.clusters.get(stack);
  if (cluster?.network.mode !== "external") return {};
  const kubeconfig = outsideKubeconfig(cluster, {
    text: config.get("kubeconfig"),
    stackFile: fileText(resolve(PROJECT_ROOT, `Pulumi.${stack}.yaml`)),
    folder: PROJECT_ROOT,
  });
  const { contact } = await import("./contact/contact.ts");
  const warn = (sentence: string): void => void pulumi.log.warn(sentence);
  const way = { kubeconfig, pinned: config.get("clusterId") };
  const clusterId = await contact(fleet, cluster, way, { isPreview: pulumi.runtime.isDryRun(), warn });
  return { wayIn: { kubeconfig: kubeconfig.text, clusterId } };
}
