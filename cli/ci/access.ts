import { InputError } from "../../fleet/check.ts";
import { roleArn } from "../../fleet/eks-vocabulary.ts";
import type { Inventory } from "../../fleet/inventory.ts";
import { ciRoleName } from "../../fleet/names.ts";
import { stateBackendUrl, stateSettings } from "../../fleet/state-place.ts";
import { stateAccountId } from "../../stacks/bootstrap-settings.ts";

/** What a job needs in order to log in; nothing of it is secret. @throws InputError without `state` or `ci`. */
export function accessOutputs(
  fleet: Pick<Inventory, "settings" | "regions">,
): Readonly<Record<string, string>> {
  const { settings } = fleet;
  const { awsRegion } = stateSettings(settings);
  if (settings.ci === undefined) throw new InputError([NO_PIPELINE]);
  const account = stateAccountId(fleet);
  return {
    backend: stateBackendUrl(settings),
    region: awsRegion,
    "preview-role": roleArn(account, ciRoleName(settings, "preview")),
    "deploy-role": roleArn(account, ciRoleName(settings, "deploy")),
  };
}

const NO_PIPELINE = {
  file: "fleet.yaml",
  path: "ci",
  expected: "the pipeline that deploys",
  got: "nothing",
  hint: "such as ci: { kind: github, repository: lagoon/fleet, environment: production }",
};
