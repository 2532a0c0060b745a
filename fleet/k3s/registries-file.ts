import { stringify } from "yaml";
import { REGISTRIES } from "../charts/registries.ts";

/**
 * Sends every pull from a registry that is known to the mirror first: what K3s brings along is named by its own registry.
 * In a mirror each image is below the name of its registry's host.
 *
 * @see https://docs.k3s.io/installation/private-registry
 */
export function registriesText(mirror: string): string {
  const [host = mirror, ...path] = mirror.split("/");
  const mirrors = Object.values(REGISTRIES).map(({ host: registry }) => [
    registry,
    { endpoint: [`https://${host}`], rewrite: { "^(.*)$": [...path, registry, "$1"].join("/") } },
  ]);
  return stringify({ mirrors: Object.fromEntries(mirrors) as unknown }, { lineWidth: 0 });
}
