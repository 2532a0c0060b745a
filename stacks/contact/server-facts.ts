import { type Block, contains, parseCidr } from "../../fleet/addresses/cidr.ts";
import { API_SERVER_PORTS, K3S_BUILD } from "../../fleet/outside-vocabulary.ts";
import { firstAddress } from "../first-address.ts";
import { at, type Compared, type Declared, someOf } from "./declared.ts";
import { isK3s, type Seen } from "./seen.ts";

/** The version that servers have, and who built it. */
export function versionFacts(declared: Declared, seen: Seen): Compared {
  const { version } = seen;
  const { emulationMajor: major = version.major, emulationMinor = version.minor } = version;
  // Some write a plus behind it.
  const minor = `${major}.${emulationMinor.replace(/\D.*$/, "")}`;
  const [wanted = ""] = declared.minors;
  const isOurs = declared.kind === "k3s";
  const strange = at(declared, ["kubernetes"], `the version that the cluster runs, ${minor}`, {
    hint: isOurs
      ? "its servers have another one than the fleet has brought them to; find out who moved them"
      : "whoever runs the cluster moves it; say here what it runs",
  });
  const foreign = at(declared, ["kind"], `servers of K3s, whose versions hold ${K3S_BUILD}`, {
    got: version.gitVersion,
    hint: "is this the kubeconfig of another cluster?",
  });
  return {
    findings: [
      ...(declared.minors.includes(minor) ? [] : [strange]),
      ...(isOurs && !isK3s(seen) ? [foreign] : []),
    ],
    notes:
      declared.minors.includes(minor) && minor !== wanted
        ? [`its servers run ${minor}, and are to come to ${wanted}`]
        : [],
  };
}

/** Where pods meet the API server: policies of add-ons name these addresses, and no others. */
export function apiServerFacts(declared: Declared, { apiService, apiServer }: Seen): Compared {
  const [service = ""] = firstAddress(declared.serviceCidr).split("/");
  const addresses = (apiServer?.endpoints ?? []).flatMap((endpoint) => endpoint.addresses);
  const outside = addresses.filter((address) => !isIn(declared.apiServerRanges, address));
  const ports = (apiServer?.ports ?? [])
    .map(({ port }) => port)
    .filter((port) => !API_SERVER_PORTS.includes(port));
  const range = at(declared, ["serviceCidr"], `a range of Services whose first address is ${apiService}`, {
    got: JSON.stringify(declared.serviceCidr),
    hint: "it is the range that the API server was started with; run atoll lock when it is right",
  });
  const ranges = at(declared, ["network", "apiServerCidrs"], `ranges that hold ${someOf(outside)}`, {
    got: JSON.stringify(declared.apiServerRanges),
    hint: "pods meet the API server there, and may speak to nobody else",
  });
  const port = at(declared, ["network"], `an API server at port ${API_SERVER_PORTS.join(" or ")}`, {
    got: someOf(ports.map(String)),
    hint: "policies of add-ons open these ports only",
  });
  return {
    findings: [
      ...(apiService === service ? [] : [range]),
      ...(outside.length === 0 ? [] : [ranges]),
      ...(ports.length === 0 ? [] : [port]),
    ],
    notes: apiServer === undefined ? ["where its API server is cannot be seen"] : [],
  };
}

/** Who signs tokens of ServiceAccounts. */
export function issuerFacts(declared: Declared, { issuer }: Seen): Compared {
  if (declared.issuer === undefined || declared.issuer === issuer) return { findings: [], notes: [] };
  const expected =
    issuer === undefined
      ? "the issuer of the cluster's tokens"
      : `the issuer of the cluster's tokens, ${issuer}`;
  const hint =
    issuer === undefined
      ? "the API server does not say who it is"
      : "AWS would refuse every token of the cluster";
  return { findings: [at(declared, ["oidc", "issuer"], expected, { hint })], notes: [] };
}

/** Whether one of the ranges holds an address; of IPv6 none does. */
export function isIn(ranges: readonly string[], address: string): boolean {
  if (address.includes(":")) return false;
  const one: Block = parseCidr(`${address}/32`);
  return ranges.some((range) => contains(parseCidr(range), one));
}
