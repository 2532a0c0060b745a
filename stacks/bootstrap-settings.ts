import {
  ACCOUNT_POLICIES,
  type AccountSettings,
  type PipelineSettings,
  type StateSettings,
} from "../components/bootstrap/settings.ts";
import { identityProviderArn } from "../components/bootstrap/ci-trust-plan.ts";
import { bucketArn } from "../components/region/bucket-plan.ts";
import { InputError } from "../fleet/check.ts";
import { roleArn } from "../fleet/eks-vocabulary.ts";
import type { Inventory } from "../fleet/inventory.ts";
import {
  accountPolicyName,
  ciRoleName,
  readerRoleName,
  stateBucketName,
  stateKeyAlias,
} from "../fleet/names.ts";
import { stateSettings } from "../fleet/state-place.ts";

type Fleet = Pick<Inventory, "settings" | "regions">;

/** Number, role and bootstrap role of an account. @throws InputError when the inventory has none of this name. */
export function accountOf({ settings }: Fleet, name: string) {
  const account = settings.accounts[name];
  if (account !== undefined && Object.hasOwn(settings.accounts, name)) return account;
  const expected = `one of ${Object.keys(settings.accounts).sort().join(", ")}`;
  throw new InputError([{ file: `account ${JSON.stringify(name)}`, path: "", expected }]);
}

/** Number of the account that holds the state. */
export const stateAccountId = (fleet: Fleet): string =>
  accountOf(fleet, stateSettings(fleet.settings).account).id;

export function storeSettings({ settings }: Fleet): StateSettings {
  return {
    awsName: stateBucketName(settings, "state"),
    copyName: stateBucketName(settings, "state-copy"),
    keyAlias: stateKeyAlias(settings),
    oldVersionDays: stateSettings(settings).oldVersionDays,
  };
}

/** The roles of pipelines; nothing where the inventory names no pipeline. */
export function pipelineSettings(fleet: Fleet): PipelineSettings | undefined {
  const { settings } = fleet;
  if (settings.ci === undefined) return undefined;
  const accounts = Object.values(settings.accounts);
  return {
    ci: settings.ci,
    accountId: stateAccountId(fleet),
    previewRole: ciRoleName(settings, "preview"),
    deployRole: ciRoleName(settings, "deploy"),
    readers: accounts.map(({ id, role }) => roleArn(id, readerRoleName(role))),
    deployers: accounts.map(({ id, role }) => roleArn(id, role)),
  };
}

/**
 * The roles of one account.
 *
 * @throws InputError when nobody could take them: the inventory names neither a pipeline nor an operator.
 */
export function accountSettings(fleet: Fleet, name: string): AccountSettings {
  const { settings } = fleet;
  const { id, role } = accountOf(fleet, name);
  const { operators } = stateSettings(settings);
  const pipeline = (what: "preview" | "deploy"): readonly string[] =>
    settings.ci === undefined ? [] : [roleArn(stateAccountId(fleet), ciRoleName(settings, what))];
  const deployedBy = [...pipeline("deploy"), ...operators];
  if (deployedBy.length === 0) throw new InputError([NOBODY]);
  return {
    accountId: id,
    organisation: settings.organisation,
    awsRegions: awsRegionsOf(fleet, name),
    deployerRole: role,
    readerRole: readerRoleName(role),
    deployedBy,
    readBy: [...pipeline("preview"), ...operators],
    walled: walled(fleet, name),
    ...(name === stateSettings(settings).account ? { walledKey: stateKeyAlias(settings) } : {}),
  };
}

const NOBODY = {
  file: "fleet.yaml",
  path: "",
  expected: "somebody who deploys: ci, or state.operators",
  got: "neither",
  hint: "such as ci: { kind: github, repository: lagoon/fleet, environment: production }",
};

/** An account without regions yet gets rights in those of the state alone. */
function awsRegionsOf({ settings, regions }: Fleet, name: string): readonly string[] {
  const own = [...regions.values()]
    .filter(({ account }) => account === name)
    .map(({ awsRegion }) => awsRegion);
  return [...new Set(own.length > 0 ? own : [stateSettings(settings).awsRegion])].sort();
}

/** ARNs of what deployments are kept from, in one account. */
function walled(fleet: Fleet, name: string): readonly string[] {
  const { settings } = fleet;
  const { id, role, bootstrapRole } = accountOf(fleet, name);
  const policies = ACCOUNT_POLICIES.map((key) => accountPolicyName(settings.organisation, key));
  const own = [
    roleArn(id, role),
    roleArn(id, readerRoleName(role)),
    ...(bootstrapRole === undefined ? [] : [roleArn(id, bootstrapRole)]),
    ...policies.map((policy) => `arn:aws:iam::${id}:policy/${policy}`),
  ];
  if (name !== stateSettings(settings).account) return own;
  const buckets = [stateBucketName(settings, "state"), stateBucketName(settings, "state-copy")].map(
    bucketArn,
  );
  const pipeline = (["preview", "deploy"] as const).map((what) => ciRoleName(settings, what));
  return [
    ...own,
    ...pipeline.flatMap((one) => [roleArn(id, one), `arn:aws:iam::${id}:policy/${one}`]),
    ...(settings.ci === undefined ? [] : [identityProviderArn(id, settings.ci)]),
    ...buckets.flatMap((arn) => [arn, `${arn}/*`]),
  ];
}
