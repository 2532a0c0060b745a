import type * as pulumi from "@pulumi/pulumi";
import type { ObjectPlace } from "../cluster/system-objects.ts";
import { controllerReplicas } from "../k3s/system/place.ts";
import { createStorage } from "../k3s/system/storage.ts";
import { createUpgrades } from "../k3s/system/upgrades.ts";
import type { OutsideSettings } from "./settings.ts";

/** What K3s on hosts does not bring by itself: volumes with copies, and its own upgrades. */
export function createHostedSystem(
  place: ObjectPlace,
  settings: OutsideSettings,
): readonly pulumi.Resource[] {
  const { k3s, chartMirror, imageMirror, protect } = settings;
  if (k3s === undefined) return [];
  const { addOnKubernetes: kubernetes, servers, ...hosted } = k3s;
  const mirrors = {
    ...(chartMirror === undefined ? {} : { chartMirror }),
    ...(imageMirror === undefined ? {} : { imageMirror }),
  };
  return [
    // Machines stay until somebody carries them away.
    ...createStorage({ ...place, ...hosted, ...mirrors, kubernetes, protect, autoscaled: false }),
    ...createUpgrades({ ...place, ...hosted, ...mirrors, kubernetes, replicas: controllerReplicas(servers) }),
  ];
}
