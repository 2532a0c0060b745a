import { type Fault, InputError } from "./check.ts";
import type { FleetSettings } from "./schema/fleet.ts";
import { stateBucketName, stateKeyAlias } from "./names.ts";

/** Settings of the states' bucket. @throws InputError when the inventory has none. */
export function stateSettings(settings: FleetSettings): NonNullable<FleetSettings["state"]> {
  if (settings.state !== undefined) return settings.state;
  throw new InputError([NO_STATE]);
}

const NO_STATE: Fault = {
  file: "fleet.yaml",
  path: "state",
  expected: "where the states of all stacks are kept",
  got: "nothing",
  hint: "such as state: { account: tools, awsRegion: eu-central-1, replicaRegion: eu-west-1 }",
};

/** Where `pulumi login` goes. @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/#aws-s3 */
export function stateBackendUrl(settings: FleetSettings): string {
  return `s3://${stateBucketName(settings, "state")}?region=${stateSettings(settings).awsRegion}`;
}

/** What encrypts the secrets in states. @see https://www.pulumi.com/docs/iac/concepts/secrets/#aws-key-management-service-kms */
export function stateSecretsProvider(settings: FleetSettings): string {
  return `awskms://${stateKeyAlias(settings)}?region=${stateSettings(settings).awsRegion}`;
}
