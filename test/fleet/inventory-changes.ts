import fc from "fast-check";
import { type Document, isMap, isSeq, parseDocument, stringify } from "yaml";

/** A file's new content; without bytes there is a folder in its place. */
export interface Content {
  readonly bytes?: Uint8Array;
}

/** One change to an inventory: the file it picks by number, and what becomes of its text; undefined loses the file. */
export type Change =
  | { readonly file: number; readonly change: (text: string) => string | Content | undefined }
  | { readonly path: string; readonly content: Content };

/** Files after all changes, by path. */
export function changedFiles(
  sound: Readonly<Record<string, string>>,
  all: readonly Change[],
): ReadonlyMap<string, Content> {
  const files = new Map<string, Content>(
    Object.entries(sound).map(([path, text]) => [path, { bytes: Buffer.from(text) }]),
  );
  for (const one of all) {
    if ("path" in one) {
      files.set(one.path, one.content);
      continue;
    }
    const path = [...files.keys()][one.file % Math.max(1, files.size)];
    const content = path === undefined ? undefined : files.get(path);
    if (path === undefined || content?.bytes === undefined) continue;
    const changed = one.change(Buffer.from(content.bytes).toString());
    if (changed === undefined) files.delete(path);
    else files.set(path, typeof changed === "string" ? { bytes: Buffer.from(changed) } : changed);
  }
  return files;
}

/** Pieces of text that mean something to YAML, to JavaScript, to a template engine or to a terminal. */
const FRAGMENTS = [
  ..."&a |*a|<<: *a|<<: {}|!!js/function |!!binary |!<x> |{|}|[|]|? |- |: |, |>-|\"|'|#|~|null|true|no|  ".split(
    "|",
  ),
  ..."0x1F 1e999 -0 .nan 08 1.35 2026-02-30 12:30:45 \0 \ufeff \u202e \u200b \ud800 \u2028 \ufffd \u001b[31m".split(
    " ",
  ),
  ..."\u0430 \uff41 e\u0301 ${X} {{x}} <CHANGEME> example.com AKIAIOSFODNN7EXAMPLE __proto__ constructor".split(
    " ",
  ),
  ..."10.0.0.0/8 10.0.0.1/8 0.0.0.0/0 ::/0 100.64.0.0/10 192.168.128.0/17 255.255.255.255/32".split(" "),
  ..."dev old eu gdpr mode:existing clusters:".split(" "),
  ...[
    "%YAML 1.1\n---\n",
    "---\n",
    "...\n",
    ":\n",
    "|\n",
    "\t",
    "\r",
    "\n",
    "__proto__: {}\n",
    "constructor: 1\n",
  ],
  ...["hasOwnProperty: 1\n", "toString: 1\n", "lifecycle: retiring\n", "retireAfter: 2026-12-24\n"],
  ...["-----BEGIN PRIVATE KEY-----", "9".repeat(400), "x".repeat(5_000), ",".repeat(2_000)],
  ...["[".repeat(40), "[".repeat(3_000), "- ".repeat(3_000), "{a: ".repeat(1_500)],
];

const fragment = fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary", maxLength: 8 }));

/** Text made of such pieces, now and then with line ends and keys between them. */
export const oddText = fc
  .array(fc.oneof(fragment, fc.constantFrom("kind: ", "\nzones: ", "\nnetwork: {", "version: 1\n", "k: ")), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(""));

/** A share of a length: 0 is its start, 1 its end. */
const share = fc.double({ min: 0, max: 1, noNaN: true });

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fragment,
  fc.integer(),
  fc.constantFrom<unknown>(Number.MAX_SAFE_INTEGER, 2 ** 64, -1, 0, 1.5, true, [], {}, null, nested(40), [
    [[["a"]]],
  ]),
  fc.dictionary(fragment, fragment, { maxKeys: 3 }),
);

function nested(depth: number): unknown {
  return depth === 0 ? "deep" : { [depth % 2 === 0 ? "a" : "zones"]: nested(depth - 1) };
}

const textChange = fc.oneof(
  fc.tuple(share, share).map(
    ([at, length]) =>
      (text: string) =>
        cut(text, at, length, ""),
  ),
  fc.tuple(share, fragment).map(
    ([at, piece]) =>
      (text: string) =>
        cut(text, at, 0, piece),
  ),
  fc.tuple(share, share, fragment).map(
    ([at, length, piece]) =>
      (text: string) =>
        cut(text, at, length * 0.2, piece),
  ),
  share.map((at) => (text: string) => text.slice(0, at * text.length)),
  share.map((at) => (text: string) => `${text}${text.slice(at * text.length)}`),
);

function cut(text: string, at: number, length: number, piece: string): string {
  const start = Math.floor(at * text.length);
  return `${text.slice(0, start)}${piece}${text.slice(start + Math.floor(length * (text.length - start)))}`;
}

/** Changes the tree: one value at a random place is replaced, removed, repeated or renamed. */
const treeChange = fc
  .record({
    steps: fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
    action: fc.constantFrom("set", "remove", "rename", "add"),
    value: oddValue,
    key: fc.oneof(
      fragment,
      fc.constantFrom("lifecycle", "network", "zones", "adopt", "legacy", "cidr", "region"),
    ),
  })
  .map((edit) => (text: string): string => {
    try {
      const document = parseDocument(text);
      if (document.errors.length > 0) return text;
      editTree(document, edit);
      return stringify(document);
    } catch {
      return text; // earlier changes made it so deep, or so odd, that the library cannot write it back
    }
  });

interface TreeEdit {
  readonly steps: readonly number[];
  readonly action: string;
  readonly value: unknown;
  readonly key: string;
}

function editTree(document: Document.Parsed, { steps, action, value, key }: TreeEdit): void {
  let node: unknown = document.contents;
  for (const [index, step] of steps.entries()) {
    if ((!isMap(node) && !isSeq(node)) || node.items.length === 0) break;
    const at = step % node.items.length;
    const child: unknown = isMap(node) ? node.items[at]?.value : node.items[at];
    const goesOn = index + 1 < steps.length && (isMap(child) || isSeq(child));
    if (goesOn) {
      node = child;
      continue;
    }
    if (action === "remove") node.items.splice(at, 1);
    else if (action === "add" && isMap(node)) node.items.push(document.createPair(key, value));
    else if (isSeq(node)) node.items[at] = document.createNode(value);
    else if (isMap(node)) {
      const pair = node.items[at];
      if (pair !== undefined && action === "rename") pair.key = document.createNode(key);
      else if (pair !== undefined) pair.value = document.createNode(value);
    }
    break;
  }
}

const FOLDERS = ["regions", "clusters", "tenants", "cluster", "."];

const newFile = fc
  .record({
    folder: fc.constantFrom(...FOLDERS),
    name: fc.oneof(
      fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,3})?$/),
      fc.constantFrom(
        "on",
        "constructor",
        "acme-eu",
        "default",
        "eu",
        "а",
        "a\u202eb",
        "x".repeat(30),
        "A",
        "con\u0007trol",
        "dev",
      ),
    ),
    end: fc.constantFrom(".yaml", ".yaml", ".yml", "", ".json"),
    content: fc.oneof(
      fc.constant<Content>({}),
      oddText.map((text): Content => ({ bytes: Buffer.from(text) })),
      fc.uint8Array({ maxLength: 60 }).map((bytes): Content => ({ bytes })),
    ),
  })
  .map(({ folder, name, end, content }): Change => ({ path: `${folder}/${name}${end}`, content }));

/** One change to a folder of files. */
export const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ file: fc.nat(), change: textChange }) },
  { weight: 6, arbitrary: fc.record({ file: fc.nat(), change: treeChange }) },
  {
    weight: 1,
    arbitrary: fc.record({
      file: fc.nat(),
      change: fc.constantFrom<(text: string) => string | Content | undefined>(
        () => undefined,
        () => "",
        () => "# nothing yet\n",
        () => ({}),
      ),
    }),
  },
  { weight: 1, arbitrary: newFile },
);
