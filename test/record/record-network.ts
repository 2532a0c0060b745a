import { awsProvider } from "../../components/aws-provider.ts";
import { Network } from "../../components/network/network.ts";
import type { NetworkSettings } from "../../components/network/settings.ts";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { sampleSettings } from "../components/network/sample-plans.ts";

export const PROVIDER_KEY = "pulumi:providers:aws::aws";

export function sampleProvider() {
  const tags = { "atoll:stack": "dev" };
  return awsProvider("aws", { accountId: "210987654321", role: "deployer", awsRegion: "eu-central-1", tags });
}

/** Everything that the network `dev` registers, besides its provider. */
export async function recordNetwork(
  changes: Partial<NetworkSettings> = {},
  preview = true,
): Promise<readonly PlannedResource[]> {
  const program = () => new Network("dev", { provider: sampleProvider(), ...sampleSettings(changes) });
  const resources = await record(program, { stack: "dev", preview });
  return resources.filter(({ type }) => !type.startsWith("pulumi:"));
}

/** The resource of this name; its absence fails the test by name. */
export function named(resources: readonly PlannedResource[], name: string): PlannedResource {
  const found = resources.find((resource) => resource.custom && resource.name === name);
  if (found === undefined) throw new Error(`${name} is not registered`);
  return found;
}

/** Name without the network's, by type without the package's: `{ "ec2/subnet:Subnet": ["node-a", ...] }`. */
export function namesByType(
  resources: readonly PlannedResource[],
): Readonly<Record<string, readonly string[]>> {
  const types = Map.groupBy(resources, ({ type }) => type.replace(/^aws:/, ""));
  return Object.fromEntries(
    [...types].map(([type, all]) => [type, all.map(({ name }) => name.replace("dev-", ""))]),
  );
}

/** How many of each type, by type without the package's name. */
export function countsByType(resources: readonly PlannedResource[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(namesByType(resources)).map(([type, names]) => [type, names.length]),
  );
}

/** Names of the resources whose type is like this, sorted. */
export function namesOfType(resources: readonly PlannedResource[], type: RegExp): readonly string[] {
  return resources
    .filter((one) => type.test(one.type))
    .map(({ name }) => name)
    .sort();
}
