import type { Cluster } from "../inventory.ts";
import { familySizes, hasSize } from "../nodes/family-sizes.ts";
import { architectureOf, familyParts } from "../nodes/instance-families.ts";
import { sizeCpus } from "../nodes/instance-sizes.ts";
import { USUAL_SERVER_TYPE } from "../schema/k3s.ts";
import type { KindFinding } from "./cluster-kinds.ts";

const USUAL = `${USUAL_SERVER_TYPE} is usual`;

/**
 * Types of servers that K3s would not start on: their image is for amd64, and below `medium` no family has 4 GiB.
 *
 * @see https://docs.k3s.io/installation/requirements
 */
export function serverTypeFindings({ k3s }: Pick<Cluster, "k3s">): readonly KindFinding[] {
  const [family = "", size = ""] = k3s.serverType.split(".");
  const at = ["k3s", "serverType"];
  const architecture = architectureOf(family);
  if (architecture !== "amd64") {
    const expected = "a type with amd64 processors, which the servers' image is for";
    return [{ at, expected, hint: `${family} is ${architecture}; ${USUAL}` }];
  }
  if (sizeCpus(size, familyParts(family).category) === undefined) {
    const expected = "a size of at least 4 GiB of memory, such as medium or large";
    return [{ at, expected, hint: USUAL }];
  }
  if (hasSize(family, size)) return [];
  const sizes = familySizes(family)?.join(", ") ?? "none";
  return [{ at, expected: `a size that ${family} is made in: ${sizes}` }];
}
