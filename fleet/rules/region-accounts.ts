import type { Finding } from "../check.ts";
import type { Inventory, Region } from "../inventory.ts";
import { didYouMean } from "../read/issues.ts";
import { REGISTRIES, REGISTRY_NAMES } from "../charts/registries.ts";

/** What a region asks of its account: caches with credentials, ways to people, tags for bills. */
export function regionAccountFindings(inventory: Inventory): readonly Finding[] {
  const regions = [...inventory.regions.values()];
  return [
    ...costTagFindings(regions),
    ...regions.flatMap((region) => [
      ...alertFindings(inventory, region),
      ...cacheFindings(inventory, region),
    ]),
  ];
}

/** Bills are the payer's, and one account pays. */
function costTagFindings(regions: readonly Region[]): readonly Finding[] {
  const [first, ...others] = regions.filter(({ costAllocationTags }) => costAllocationTags);
  return others.map(({ id }) => ({
    file: `regions/${id}.yaml`,
    at: ["costAllocationTags"],
    expected: `true in one region only: ${first?.id ?? ""} has it already`,
  }));
}

function alertFindings(
  { settings }: Inventory,
  { id, alerts, quotaAlarms, budget }: Region,
): readonly Finding[] {
  const file = `regions/${id}.yaml`;
  const known = Object.keys(settings.alertRoutes);
  const unheard = known.length === 0 ? "there is none" : known.join(", ");
  const missing = alerts.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const hint = didYouMean(name, known);
    const expected = `an alert route (${unheard})`;
    return [{ file, at: ["alerts", index], expected, ...(hint === undefined ? {} : { hint }) }];
  });
  if (alerts.length === 0 || quotaAlarms !== undefined || budget !== undefined) return missing;
  const idle = { file, at: ["alerts"], expected: "quotaAlarms or a budget, of which they hear" };
  return [...missing, { ...idle, got: "neither" }];
}

/** A secret is read where the cache is, by the account that has it. */
function cacheFindings({ settings }: Inventory, region: Region): readonly Finding[] {
  const { id, account, awsRegion, imageCaches } = region;
  const number = settings.accounts[account]?.id;
  return REGISTRY_NAMES.flatMap((name): readonly Finding[] => {
    const cache = imageCaches?.registries[name];
    if (cache === undefined) return [];
    const where = { file: `regions/${id}.yaml`, at: ["imageCaches", "registries", name] };
    const { host, needsCredentials } = REGISTRIES[name];
    if (cache.credentials === undefined) {
      const expected = `credentials, for ECR asks for them with ${host}`;
      return needsCredentials ? [{ ...where, expected, got: "none" }] : [];
    }
    const at = [...where.at, "credentials"];
    if (!needsCredentials)
      return [{ ...where, at, expected: `no credentials, for ${host} asks for none`, hint: "remove them" }];
    const [, , , inRegion, inAccount] = cache.credentials.split(":");
    const isHere = inRegion === awsRegion && (number === undefined || inAccount === number);
    return isHere ? [] : [{ ...where, at, expected: `a secret in ${awsRegion} of account ${account}` }];
  });
}
