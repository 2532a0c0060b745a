import { createRequire } from "node:module";
import type * as planner from "./worker-answer.ts";

/** What the SDK loads to send functions to AWS Lambda, three hundred modules deep; no stack of ours has one. */
const UNUSED = "@npmcli/arborist";

/** The program with its packages, which takes a second to load: only whoever has to plan waits for it. */
export async function loadPlanner(): Promise<typeof planner> {
  const forget = claimLoaded(UNUSED);
  try {
    return await import("./worker-answer.ts");
  } finally {
    forget();
  }
}

/** Lets the SDK find an empty package in the place of one that nobody has loaded; returns what puts that right again. */
function claimLoaded(name: string): () => void {
  const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
  const path = sdk.resolve(name);
  if (sdk.cache[path] !== undefined) return () => undefined;
  sdk.cache[path] = { exports: {}, loaded: true } as NodeJS.Module;
  return () => {
    Reflect.deleteProperty(sdk.cache, path);
  };
}
