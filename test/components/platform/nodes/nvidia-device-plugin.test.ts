import { expect, test } from "vitest";
import { nvidiaDevicePlugin } from "../../../../components/platform/nodes/nvidia-device-plugin.ts";
import { resourcesOf } from "../../../../components/platform/workload.ts";
import { addOnContext } from "../add-on-context.ts";

test("what it says to ask for on each node is what its pods ask for", () => {
  const context = addOnContext("nvidia-device-plugin");
  const { plugin } = nvidiaDevicePlugin.workloads?.(context) ?? {};
  expect(plugin).toEqual({ kind: "DaemonSet", replicas: 1, cpuMillicores: 50, memoryMiB: 100 });
  expect(nvidiaDevicePlugin.values(context)).toMatchObject({ resources: resourcesOf(plugin!) });
});
