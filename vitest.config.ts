import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Folders of `test/` that need the engine; all others run in seconds and without processes. */
const SANDBOX = "test/sandbox/**/*.test.ts";

export default defineConfig({
  test: {
    expect: { requireAssertions: true },
    // Where CI is set, colours are on, and texts would not be what they are elsewhere.
    env: { NO_COLOR: "1" },
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [SANDBOX, "test/record/**"],
          // They share nothing that one could leave to the next; modules are loaded once.
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        // Pulumi's runtime settings are global to a process: one file, one process.
        extends: true,
        test: { name: "record", include: ["test/record/**/*.test.ts"], pool: "forks", testTimeout: 120_000 },
      },
      {
        extends: true,
        test: {
          name: "sandbox",
          include: [SANDBOX],
          pool: "forks",
          // One more than processors: engines wait for servers to start.
          maxWorkers: 3,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
