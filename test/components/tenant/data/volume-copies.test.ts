import { describe, expect, test } from "vitest";
import { dataPlan, objectsOfKind } from "./sample-databases.ts";

const copies = (...parameters: Parameters<typeof dataPlan>) =>
  objectsOfKind(dataPlan(...parameters), "Schedule");

describe("copies of an environment's volumes", () => {
  test("are made every hour, in Velero's namespace, of its own namespace alone, and kept for a day", () => {
    expect(copies({ backup: "hourly", volumeCopyHours: 6 })).toMatchObject([
      {
        name: "acme--live",
        namespace: "velero",
        body: {
          spec: {
            schedule: expect.stringMatching(/^[1-5]?\d \* \* \* \*$/) as string,
            paused: false,
            template: {
              includedNamespaces: ["acme--live"],
              includedNamespaceScopedResources: [
                "persistentvolumeclaims",
                "volumesnapshots.snapshot.storage.k8s.io",
              ],
              snapshotVolumes: true,
              ttl: "24h0m0s",
            },
          },
        },
      },
    ]);
  });

  test("leave out volumes of databases, which have an archive", () => {
    const [schedule] = copies({ backup: "hourly", volumeCopyHours: 6 });
    expect(JSON.stringify(schedule?.body)).toContain('{"key":"cnpg.io/cluster","operator":"DoesNotExist"}');
  });

  test("are the platform's own where it makes them as often, and where nobody asks for more", () => {
    expect(copies({ backup: "hourly", volumeCopyHours: 1 })).toEqual([]);
    expect(copies({ backup: "daily", volumeCopyHours: 6 })).toEqual([]);
    expect(copies({ backup: "hourly" })).toEqual([]);
    expect(copies({ backup: "hourly", volumeCopyHours: 6, addOns: ["velero"] })).toEqual([]);
    expect(copies({ backup: "hourly", volumeCopyHours: 6, addOns: ["volume-snapshots"] })).toEqual([]);
  });

  test("wait while it is suspended", () => {
    const [schedule] = copies({ backup: "hourly", volumeCopyHours: 6, suspended: true });
    expect(schedule?.body).toMatchObject({ spec: { paused: true } });
  });
});

test("only a namespace of which nothing is to be kept is marked, so that every schedule leaves it out", () => {
  const mark = "velero.io/exclude-from-backup";
  expect(dataPlan({ backup: "none" }).namespace.labels[mark]).toBe("true");
  for (const backup of ["daily", "hourly"] as const)
    expect(dataPlan({ backup }).namespace.labels).not.toHaveProperty(mark);
  expect(dataPlan().namespace.labels).not.toHaveProperty(mark);
});
