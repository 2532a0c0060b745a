import { describe, expect, test } from "vitest";
import { loki } from "../../../../components/platform/logs/loki.ts";
import type { Values } from "../../../../components/platform/contract.ts";
import { type ContextChanges, addOnContext } from "../add-on-context.ts";
import { SAMPLE_STORES, samplePlatform } from "../sample-platform.ts";

const { level } = samplePlatform();
const SHAPES: Readonly<Record<string, ContextChanges>> = {
  "one pod with a volume": { settings: { replicas: 1 }, own: { storage: "volume" } },
  "one pod with a bucket": { settings: { replicas: 1 } },
  "three pods": { settings: { replicas: 3 } },
  "a pod for each part": { settings: { replicas: 3, level: { ...level, logs: "distributed" } } },
};
const valuesOf = (changes: ContextChanges): Values => loki.values(addOnContext("loki", changes));

describe("Loki's chart", () => {
  test.each(Object.entries(SHAPES))(
    "trap: it renders nothing without a schema: %s has one, of the newest layout",
    (_, changes) => {
      expect(valuesOf(changes)).toMatchObject({
        loki: { schemaConfig: { configs: [{ store: "tsdb", schema: "v13" }] } },
      });
    },
  );

  test("trap: it asks for the bucket of chunks, and for one of rules where the ruler is on: it is off", () => {
    expect(valuesOf({})).toMatchObject({
      loki: { storage: { bucketNames: { chunks: SAMPLE_STORES.logs?.bucket } } },
      ruler: { enabled: false },
    });
  });

  test.each(Object.entries(SHAPES))(
    "trap: the mode SimpleScalable goes away with Loki 4, and its parts run three pods each: %s is in neither",
    (_, changes) => {
      const { deploymentMode, read, write, backend } = valuesOf(changes);
      expect(deploymentMode).toMatch(/^(Monolithic|Distributed)$/);
      expect([read, write, backend]).toEqual([{ replicas: 0 }, { replicas: 0 }, { replicas: 0 }]);
    },
  );

  test.each(Object.entries(SHAPES))(
    "trap: MinIO is no longer maintained, and refused: %s asks for none",
    (_, changes) => {
      expect(valuesOf(changes)).not.toHaveProperty("minio");
    },
  );

  test.each(Object.entries(SHAPES))(
    "trap: its dashboards and alerts are a block that was renamed in version 18: %s says of it that there is a monitor, or none",
    (_, changes) => {
      expect(valuesOf(changes)["monitoring"]).toEqual({ serviceMonitor: { enabled: false } });
    },
  );

  test("trap: a tenant is asked of everybody by default, and stays so", () => {
    for (const changes of Object.values(SHAPES))
      expect(valuesOf(changes)).toMatchObject({ loki: { auth_enabled: true } });
  });
});
