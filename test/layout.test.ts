import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Folders of source code, each with those it may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  fleet: [],
  policy: ["fleet"],
  components: ["fleet"],
  stacks: ["components", "policy", "fleet"],
  plan: ["stacks", "components", "policy", "fleet"],
  cli: ["plan", "stacks", "components", "policy", "fleet"],
  sandbox: ["fleet"],
};

/** Names that say nothing about what is inside. */
const EMPTY_NAMES = new Set(["common", "helpers", "index", "lib", "misc", "shared", "util", "utils"]);

const LINES = 250;

interface Source {
  /** Path from the root of the checkout. */
  readonly path: string;
  readonly text: string;
  /** What it imports: paths from the root for files, names for packages. */
  readonly imports: readonly string[];
}

const IMPORT = /(?:from|import)\s*\(?\s*"([^"]+)"/g;

function sources(folder: string): readonly Source[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return names
    .filter((name) => /\.(ts|js|mjs)$/.test(name) && !name.includes("node_modules"))
    .map((name) => {
      const path = join(folder, name);
      const text = readFileSync(join(ROOT, path), "utf8");
      const imports = [...text.matchAll(IMPORT)].map(([, target = ""]) =>
        target.startsWith(".") ? relative(ROOT, resolve(ROOT, dirname(path), target)) : target,
      );
      return { path, text, imports };
    });
}

const CODE = Object.keys(MAY_IMPORT).flatMap(sources);
const TESTS = sources("test");
const paths = (found: readonly Source[]): readonly string[] => found.map(({ path }) => path).sort();
const folderOf = (path: string): string => path.split("/")[0] ?? "";

/** Files of the command line that are about the sandbox. */
const SANDBOX_COMMANDS = /^cli\/.*(sandbox|recover)/;

/** Rings of files that import each other, each once. */
function circles(files: readonly Source[]): readonly string[] {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    const since = above.indexOf(path);
    if (since >= 0) return [[...above.slice(since), path].join(" -> ")];
    if (done.has(path)) return [];
    const found = (imports.get(path) ?? []).flatMap((target) => walk(target, [...above, path]));
    done.add(path);
    return found;
  };
  return files.flatMap(({ path }) => walk(path, []));
}

test("the walk sees the sources", () => {
  expect(paths(CODE)).toEqual(
    expect.arrayContaining([
      "cli/main.ts",
      "components/network/network.ts",
      "fleet/check.ts",
      "stacks/index.js",
    ]),
  );
});

describe("imports point one way", () => {
  test.each(Object.entries(MAY_IMPORT))("%s imports itself and nothing but %j", (folder, allowed) => {
    const strays = CODE.filter(({ path }) => folderOf(path) === folder).flatMap(({ path, imports }) =>
      imports
        .filter((target) => Object.hasOwn(MAY_IMPORT, folderOf(target)) && folderOf(target) !== folder)
        .filter((target) => !allowed.includes(folderOf(target)))
        .filter((target) => !(folderOf(target) === "sandbox" && SANDBOX_COMMANDS.test(path)))
        .map((target) => `${path} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test("and never in a circle, not even for types", () => {
    expect(circles(CODE)).toEqual([]);
    const file = (path: string, ...imports: string[]): Source => ({ path, text: "", imports });
    const ring = [file("a", "b"), file("b", "c", "yaml"), file("c", "d", "b"), file("d")];
    expect(circles(ring)).toEqual(["b -> c -> b"]);
  });

  test("no source imports a test", () => {
    const strays = CODE.filter(({ imports }) => imports.some((target) => folderOf(target) === "test"));
    expect(paths(strays)).toEqual([]);
  });

  test("fleet knows nothing of Pulumi", () => {
    const strays = CODE.filter(({ path, imports }) => {
      return folderOf(path) === "fleet" && imports.some((target) => target.startsWith("@pulumi/"));
    });
    expect(paths(strays)).toEqual([]);
  });

  test("what a component decides stands in files without Pulumi", () => {
    const decisions = CODE.filter(({ path }) =>
      /^components\/.*(-plan|decisions|faults|settings)\.ts$/.test(path),
    );
    expect(decisions.length).toBeGreaterThan(5);
    const strays = decisions.filter(({ imports }) => imports.some((target) => target.startsWith("@pulumi/")));
    expect(paths(strays)).toEqual([]);
  });

  test("the AWS SDK is imported class by class, for its index loads a thousand modules", () => {
    const strays = CODE.filter(({ imports }) => imports.includes("@pulumi/aws"));
    expect(paths(strays)).toEqual([]);
  });
});

describe("each thing has one place", () => {
  test("only fleet/sla.ts reads sla", () => {
    const reads = /\.sla\b|\[["']sla["']\]|\{[^}\n]*\bsla\b[^}\n]*\}\s*(=[^>=]|:\s*Cluster)/;
    const strays = CODE.filter(({ path, text }) => path !== "fleet/sla.ts" && reads.test(text));
    expect(paths(strays)).toEqual([]);
  });

  test("only stacks reads Pulumi's configuration", () => {
    const strays = CODE.filter(({ path, text }) => {
      return folderOf(path) !== "stacks" && /\bpulumi\.Config\b|\bnew Config\(/.test(text);
    });
    expect(paths(strays)).toEqual([]);
  });

  test("components never read the environment or the clock", () => {
    const strays = CODE.filter(({ path, text }) => {
      // The engine starts a policy pack by its entry, which tells the rules what day it is.
      const pure = ["components", "fleet", "policy"].includes(folderOf(path)) && path !== "policy/index.js";
      return pure && /\bprocess\.env\b|\bnew Date\(\)|\bDate\.now\(/.test(text);
    });
    expect(paths(strays)).toEqual([]);
  });

  test("a component file exports one class", () => {
    const strays = CODE.filter(({ path, text }) => {
      return folderOf(path) === "components" && [...text.matchAll(/^export class /gm)].length > 1;
    });
    expect(paths(strays)).toEqual([]);
  });

  test("no provider is called while the program plans", () => {
    const invokes = /\bpulumi\.runtime\.invoke\b|\bget[A-Z]\w+(Output)?\b.*from "@pulumi\/(aws|kubernetes)/;
    const strays = CODE.filter(({ path, text }) => {
      // Whether another stack exists, the engine itself knows.
      const asksEngine = path === "stacks/stack-outputs.ts";
      return ["components", "stacks"].includes(folderOf(path)) && !asksEngine && invokes.test(text);
    });
    expect(paths(strays)).toEqual([]);
  });
});

test("what test files share registers no hook: it would run for the first file of a worker alone", () => {
  const isolated = /^test\/(sandbox|record)\//;
  const strays = TESTS.filter(({ path, text }) => {
    const shared = !path.endsWith(".test.ts") && !isolated.test(path);
    return shared && /\b(?:before|after)(?:Each|All)\b(?=.*from "vitest")/.test(text);
  });
  expect(paths(strays)).toEqual([]);
});

describe("names and sizes", () => {
  /** What Pulumi and Node look for by name. */
  const NAMED_BY_TOOLS = new Set(["policy/index.js", "stacks/index.js"]);

  test("files and folders are kebab-case nouns that say what is inside", () => {
    const strays = CODE.filter(({ path }) => !NAMED_BY_TOOLS.has(path)).filter(({ path }) => {
      const parts = path.replace(/(\.d)?\.(ts|js|mjs)$/, "").split("/");
      const dump = parts.at(-1) === "types"; // a folder of resource types says what it holds, a file does not
      return dump || parts.some((part) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(part) || EMPTY_NAMES.has(part));
    });
    expect(paths(strays)).toEqual([]);
  });

  test(`no source has more than ${LINES} lines`, () => {
    const long = [...CODE, ...TESTS].filter(({ text }) => {
      const code = text.split("\n").filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line));
      return code.length > LINES;
    });
    expect(paths(long)).toEqual([]);
  });

  test("every test file is named after what it tests", () => {
    const strays = TESTS.filter(({ text }) => /\bfrom "vitest"/.test(text) && /\btest(\.each)?\(/.test(text));
    expect(paths(strays).filter((path) => !basename(path).endsWith(".test.ts"))).toEqual([]);
  });

  test("no file is a barrel that only passes on others", () => {
    const strays = CODE.filter(({ text }) => /^export \* from /m.test(text));
    expect(paths(strays)).toEqual([]);
  });
});
