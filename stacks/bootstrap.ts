import { AccountRoles } from "../components/bootstrap/account-roles.ts";
import { PipelineRoles } from "../components/bootstrap/pipeline-roles.ts";
import { StateStore } from "../components/bootstrap/state-store.ts";
import { awsProvider } from "../components/aws-provider.ts";
import type { Inventory } from "../fleet/inventory.ts";
import { stateBackendUrl, stateSecretsProvider, stateSettings } from "../fleet/state-place.ts";
import { bootstrapTags } from "../fleet/tags.ts";
import { accountOf, accountSettings, pipelineSettings, storeSettings } from "./bootstrap-settings.ts";

/** What everybody needs who works with stacks. */
export interface BootstrapOutputs {
  /** Where `pulumi login` goes. */
  readonly backendUrl: string;
  /** What encrypts the secrets of stacks. */
  readonly secretsProvider: string;
}

/**
 * Registers what an account needs before any other stack: the roles that change and read it, and in the account of the
 * state its bucket, its key and the roles of pipelines.
 *
 * @throws InputError when the inventory lacks the account, the place of the state, or whoever deploys.
 */
export function deployBootstrap(
  fleet: Pick<Inventory, "settings" | "regions">,
  account: string,
): BootstrapOutputs {
  const { id, bootstrapRole } = accountOf(fleet, account);
  const state = stateSettings(fleet.settings);
  const roles = accountSettings(fleet, account);
  const tags = bootstrapTags(fleet, account);
  const who = { accountId: id, tags, ...(bootstrapRole === undefined ? {} : { role: bootstrapRole }) };
  const provider = awsProvider("aws", { ...who, awsRegion: state.awsRegion });
  const first = account === state.account ? deployState(fleet, { provider, who }) : [];
  new AccountRoles(account, { provider, ...roles }, { dependsOn: first });
  return {
    backendUrl: stateBackendUrl(fleet.settings),
    secretsProvider: stateSecretsProvider(fleet.settings),
  };
}

interface Ground {
  readonly provider: ReturnType<typeof awsProvider>;
  readonly who: Omit<Parameters<typeof awsProvider>[1], "awsRegion">;
}

/** Answers with what must be there before a role can trust it by name. */
function deployState(
  fleet: Pick<Inventory, "settings" | "regions">,
  { provider, who }: Ground,
): PipelineRoles[] {
  const { replicaRegion } = stateSettings(fleet.settings);
  const { organisation } = fleet.settings;
  const copyProvider = awsProvider("aws-copy", { ...who, awsRegion: replicaRegion });
  const settings = storeSettings(fleet);
  const { keyArn } = new StateStore(organisation, { provider, copyProvider, ...settings });
  const pipeline = pipelineSettings(fleet);
  if (pipeline === undefined) return [];
  const state = { awsName: settings.awsName, keyArn };
  return [new PipelineRoles(organisation, { provider, state, ...pipeline })];
}
