import { isNode, LineCounter, parseDocument } from "yaml";
import type { Fault } from "../../fleet/check.ts";
import { pathText } from "../../fleet/read/locate.ts";
import { type Kubeconfig, kubeconfigSchema } from "./kubeconfig-schema.ts";

/** How a kubeconfig is had that needs no file beside it. */
export const WHOLE_KUBECONFIG = "kubectl config view --raw --minify --flatten";

type Path = readonly (string | number)[];

/** A fault of a kubeconfig; `at` is the place in it. Values are never repeated: any of them may be a credential. */
export type KubeconfigFault = (at: Path, expected: string, hint?: string) => Fault;

export type KubeconfigReading =
  { readonly faults: readonly Fault[] } | { readonly config: Kubeconfig; readonly fault: KubeconfigFault };

/**
 * Reads a kubeconfig and says where it is broken. The parser's own words are left out, for they repeat the text, and so
 * might a schema's.
 */
export function parsedKubeconfig(text: string): KubeconfigReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number | undefined): Pick<Fault, "line" | "column"> => {
    if (offset === undefined) return {};
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [stumble] = [...document.errors, ...document.warnings];
  if (stumble !== undefined) {
    const hint = `it may have been cut off; take it whole: ${WHOLE_KUBECONFIG}`;
    return { faults: [{ ...FILE, ...place(stumble.pos[0]), expected: "valid YAML 1.2", hint }] };
  }
  const fault: KubeconfigFault = (at, expected, hint) => ({
    ...FILE,
    ...place(offsetOf((path) => document.getIn(path, true), at)),
    path: pathText(at),
    expected,
    ...(hint === undefined ? {} : { hint }),
  });
  const reading = kubeconfigSchema.safeParse(document.toJS());
  if (reading.success) return { config: reading.data, fault };
  const hint = `take it whole: ${WHOLE_KUBECONFIG}`;
  const at = reading.error.issues.map(({ path }) => path.filter((key) => typeof key !== "symbol"));
  return { faults: at.map((path) => fault(path, wanted(path), hint)) };
}

const FILE = { file: "kubeconfig", path: "" };

function wanted(path: Path): string {
  if (path.length === 0) return "a kubeconfig with clusters, users, contexts and a current-context";
  const last = path.at(-1);
  if (last === "insecure-skip-tls-verify") return "true or false";
  return last === "contexts" || last === "clusters" || last === "users"
    ? "a list"
    : "a value of a kubeconfig";
}

/** Where a place in the text is, or the deepest that exists above it. */
function offsetOf(nodeAt: (path: Path) => unknown, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(path.slice(0, length));
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}
