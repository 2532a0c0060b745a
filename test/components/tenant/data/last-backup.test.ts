import { describe, expect, test } from "vitest";
import { dataPlan, objectsOfKind, sampleDatabase } from "./sample-databases.ts";

const withDatabase = (changes: Parameters<typeof sampleDatabase>[0]) => ({
  databases: [sampleDatabase(changes)],
});

describe("the last backup of a database", () => {
  const isProtected = (...parameters: Parameters<typeof dataPlan>) =>
    objectsOfKind(dataPlan(...parameters), "Cluster")[0]?.protect;

  test("is made as it retires, and a deployment waits for it", () => {
    const [last] = objectsOfKind(dataPlan(withDatabase({ lifecycle: "retiring" })), "Backup");
    expect(last).toMatchObject({
      name: "postgres-shop-last",
      annotations: {
        "pulumi.com/waitFor": "jsonpath={.status.phase}=completed",
        "pulumi.com/timeoutSeconds": "720",
      },
      body: { spec: { cluster: { name: "postgres-shop" }, method: "plugin", target: "primary" } },
    });
    expect(objectsOfKind(dataPlan(), "Backup")).toEqual([]);
  });

  test("that failed is followed by another with another day, for none that failed ever succeeds", () => {
    const lasts = ["2026-12-24", "2026-12-25"].map((retireAfter) => {
      const [last] = objectsOfKind(dataPlan(withDatabase({ lifecycle: "retiring", retireAfter })), "Backup");
      return [last?.name, last?.role];
    });
    expect(lasts).toEqual([
      ["postgres-shop-last-20261224", "last-backup-shop-20261224"],
      ["postgres-shop-last-20261225", "last-backup-shop-20261225"],
    ]);
  });

  test("is left out, when that is said, for one that can make none any more", () => {
    const broken = withDatabase({ lifecycle: "retiring", lastBackup: false });
    expect(objectsOfKind(dataPlan(broken), "Backup")).toEqual([]);
    expect(isProtected({ protect: true, ...broken })).toBe(false);
  });

  test("is waited for longer where there is more to copy", () => {
    const [last] = objectsOfKind(
      dataPlan(withDatabase({ lifecycle: "retiring", storageGiB: 1000 })),
      "Backup",
    );
    expect(last?.annotations?.["pulumi.com/timeoutSeconds"]).toBe("12600");
  });
});
