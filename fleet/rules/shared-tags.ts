import type { Finding } from "../check.ts";
import type { Inventory } from "../inventory.ts";

/** Tags of a subnet have one owner: of two clusters the first to go would take them off for the other. */
export function sharedTags({ clusters }: Pick<Inventory, "clusters">): readonly Finding[] {
  const users = new Map<string, string[]>();
  for (const { id, network } of clusters.values()) {
    if (network.mode !== "existing") continue;
    for (const subnet of Object.values(network.subnets))
      users.set(subnet.id, [...(users.get(subnet.id) ?? []), id]);
  }
  return [...clusters.values()].flatMap(({ id, network }): readonly Finding[] => {
    if (network.mode !== "existing" || !network.manageTags) return [];
    const others = Object.values(network.subnets).flatMap((subnet) => users.get(subnet.id) ?? []);
    const [other] = others.filter((one) => one !== id);
    if (other === undefined) return [];
    const expected = `false, for ${other} uses the same subnets`;
    const hint = "put the tags on them yourself";
    return [{ file: `clusters/${id}.yaml`, at: ["network", "manageTags"], expected, hint }];
  });
}
