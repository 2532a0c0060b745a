import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../fleet/check.ts";
import { checkedFleet } from "./checked-fleet.ts";
import { deployStack, type StackOutputs } from "./deploy.ts";
import { runChoices } from "./run-choices.ts";

const PROJECT_ROOT = resolve(import.meta.dirname, "..");

/** What the engine runs: reads the stack's configuration and the fleet, and deploys the entry of the stack's name. */
export function runProgram(): StackOutputs {
  const config = new pulumi.Config("atoll");
  const inventory = config.require("inventory");
  const today = new Date().toISOString().slice(0, 10);
  try {
    const choices = runChoices(config.get("takeOwnership"), today);
    return deployStack(checkedFleet(resolve(PROJECT_ROOT, inventory), today), pulumi.getStack(), choices);
  } catch (error) {
    // A RunError is printed without a stack: what an operator gave is no bug of ours.
    throw error instanceof InputError ? new pulumi.RunError(error.message) : error;
  }
}
