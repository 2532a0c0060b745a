import * as pulumi from "@pulumi/pulumi";
import type { AddOnContract } from "./contract.ts";
import { type AskCluster, type Patience, webhookAnswers } from "./webhook-probe.ts";

/** Seconds between two questions, and until a webhook is given up whose pods are ready already. */
const PATIENCE = { everySeconds: 2, timeoutSeconds: 180 } as const;

/**
 * Holds back what a webhook guards until it answers: pods that are ready do not mean that the API server reaches them,
 * nor that it trusts their certificate yet. It asks once in a run, and only when something is to be created or changed;
 * previews and destroys ask nothing. None where the add-on has no such webhook.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/options/hooks/
 */
export function webhookGate(
  name: string,
  { webhook, ...contract }: Pick<AddOnContract, "name" | "namespace" | "webhook">,
  ask: AskCluster | undefined,
  patience: Patience = PATIENCE,
): readonly pulumi.ResourceHook[] {
  if (webhook === undefined || ask === undefined) return [];
  let answered: Promise<void> | undefined;
  const once = (): Promise<void> => (answered ??= webhookAnswers({ ...contract, webhook }, ask, patience));
  return [new pulumi.ResourceHook(`${name}-webhook`, once)];
}

/** The option by which a resource waits for gates. */
export function behind(gates: readonly pulumi.ResourceHook[]): Pick<pulumi.CustomResourceOptions, "hooks"> {
  return gates.length === 0 ? {} : { hooks: { beforeCreate: [...gates], beforeUpdate: [...gates] } };
}
