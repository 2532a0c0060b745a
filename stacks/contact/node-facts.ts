import { ZONE_LABEL } from "../../fleet/charts/platform-vocabulary.ts";
import { at, type Compared, type Declared, factPath, someOf } from "./declared.ts";
import type { Seen, SeenNode } from "./seen.ts";
import { isIn } from "./server-facts.ts";

/** Processors, zones and addresses of the machines. */
export function nodeFacts(declared: Declared, { nodes }: Seen): Compared {
  if (nodes.length === 0)
    return { findings: [], notes: ["it has no nodes yet, so nothing of theirs can be seen"] };
  const { architectures, zones } = declared.facts;
  const processors = new Set(nodes.map(({ status }) => status.nodeInfo.architecture));
  const strange = [...processors].filter((one) => !architectures.some((known) => known === one));
  const processor = at(
    declared,
    factPath(declared, "architectures"),
    `nodes of ${architectures.join(", ")} only`,
    {
      got: someOf([...processors]),
      hint: "images of the platform are for these processors",
    },
  );
  const known = new Set(nodes.flatMap((node) => node.metadata.labels[ZONE_LABEL] ?? []));
  const unknown = [...known].filter((zone) => !zones.includes(zone));
  const zone = at(declared, factPath(declared, "zones"), `the zones of its nodes: ${someOf([...known])}`, {
    hint: `they are the values of ${ZONE_LABEL}`,
  });
  const empty = zones.filter((one) => !known.has(one));
  return {
    findings: [
      ...(strange.length === 0 ? [] : [processor]),
      ...(unknown.length === 0 ? [] : [zone]),
      ...addressFindings(declared, nodes),
    ],
    notes: empty.length === 0 ? [] : [`no node is in ${someOf(empty)} now`],
  };
}

/** Kubelets are called at these addresses, which policies name by their range. */
function addressFindings(declared: Declared, nodes: readonly SeenNode[]): Compared["findings"] {
  const addresses = nodes.flatMap(({ status }) =>
    status.addresses.filter(({ type }) => type === "InternalIP").map(({ address }) => address),
  );
  const outside = addresses.filter((address) => !isIn([declared.nodeRange], address));
  if (outside.length === 0) return [];
  const expected = `a range that holds all nodes, among them ${someOf(outside)}`;
  return [at(declared, ["network", "cidr"], expected)];
}
