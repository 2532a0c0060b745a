import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const mirrors = (words: string): Files => ({
  "fleet.yaml": `${SOUND["fleet.yaml"] ?? ""}mirrors: { ${words} }\n`,
});
const K3S =
  "mirrors.k3s: expected an address such as https://mirror.lagoon.cloud/k3s, which has a folder for each release, without a slash at its end";
const refused = (name: string, address: string): BadInput =>
  bad(name, mirrors(`k3s: "${address}"`), `fleet.yaml:17:17 ${K3S}, got "${address}"`);

/** A mirror of charts and images, and one of the releases of K3s that nothing is wrong with. */
export const SOUND_MIRRORS: Files = mirrors(
  "charts: oci://registry.lagoon.cloud/charts, images: registry.lagoon.cloud/mirror, k3s: https://mirror.lagoon.cloud:8443/k3s/v1.x",
);

/** Where machines pull from. */
export const MIRROR_INPUTS: readonly BadInput[] = [
  refused("releases of K3s that anybody on the way may change", "http://mirror.lagoon.cloud/k3s"),
  refused("releases of K3s from a host without a scheme", "mirror.lagoon.cloud/k3s"),
  refused("releases of K3s below an address that ends in a slash", "https://mirror.lagoon.cloud/k3s/"),
  refused("releases of K3s behind a password", "https://me:secret@mirror.lagoon.cloud/k3s"),
  refused("releases of K3s behind a query", "https://mirror.lagoon.cloud/k3s?token=1"),
  refused("releases of K3s with a quote in their address", "https://mirror.lagoon.cloud/k'3s"),
  refused("releases of K3s below no address at all", ""),
  bad(
    "releases of K3s below an address too long for user data",
    mirrors(`k3s: https://mirror.lagoon.cloud/${"k".repeat(73)}`),
    `fleet.yaml:17:17 mirrors.k3s: expected at most 100 characters, got "https://mirror.lagoon.cloud/${"k".repeat(29)}..."`,
  ),
  bad(
    "a mirror of something else",
    mirrors("releases: https://mirror.lagoon.cloud"),
    'fleet.yaml:17:12 mirrors.releases: expected one of the keys charts, images, k3s, got "releases"',
  ),
  bad(
    "a ring that the catalog does not have",
    { "fleet.yaml": (SOUND["fleet.yaml"] ?? "").replace("ring: stable", "ring: early") },
    'fleet.yaml:15:23 environments.production.ring: expected one of edge, stable, got "early"',
  ),
];
