import { updateLock } from "../../../fleet/addresses/update-lock.ts";
import { loadInventory } from "../../../fleet/load.ts";
import { writeLock } from "../../../fleet/write-lock.ts";
import { type Files, inventoryFolder } from "../../fleet/written-inventory.ts";

/** A K3s cluster in AWS, and one on hosts. */
export const K3S_CLUSTERS: Files = {
  "clusters/shop.yaml": `kind: k3s
region: eu
environment: production
sla: 3
kubernetes: "1.35"
nodes: { max: 20, pools: { general: { max: 10 } } }
`,
  "clusters/attic.yaml": `kind: k3s
provider: hosts
region: eu
environment: production
sla: 3
kubernetes: "1.35"
network: { mode: external, cidr: 192.168.10.0/24 }
hosts:
  registrationAddress: k3s.attic.test
  machines:
    ada: { role: server, address: 192.168.10.11, zone: rack-1 }
    bob: { role: server, address: 192.168.10.12 }
    cat: { role: server, address: 192.168.10.13 }
    dan: { role: agent, address: 192.168.10.14 }
`,
};

/** A sound inventory with these clusters and its lock, in a folder that lasts as long as the test. */
export function k3sFolder(files: Files = {}): string {
  const dir = inventoryFolder({ ...K3S_CLUSTERS, ...files });
  writeLock(dir, updateLock(loadInventory(dir), undefined, "2026-11-24").lock);
  return dir;
}
