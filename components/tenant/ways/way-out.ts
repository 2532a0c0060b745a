import type { IpFamily } from "../../../fleet/networks/ip-family.ts";
import type { WayOut } from "../../../fleet/schema/tenants/needs.ts";
import { cutOut } from "../../../fleet/ways/closed-ranges.ts";
import { asPodsMeetIt } from "../../../fleet/ways/translated.ts";

/** What is open to addresses, as a NetworkPolicy has it. */
interface OpenAddresses {
  readonly to: { readonly ipBlock: { readonly cidr: string; readonly except?: string[] } }[];
  readonly ports: { readonly protocol: "TCP"; readonly port: number }[];
}

/** The ways out of a namespace that its tenant's entry names, each without what is closed inside it. */
export function waysOut(
  egress: readonly WayOut[],
  closed: readonly string[],
  family: IpFamily,
): readonly OpenAddresses[] {
  return egress.map(({ cidr, ports }) => {
    const except = cutOut(cidr, closed).map((one) => asPodsMeetIt(one, family));
    const ipBlock = { cidr: asPodsMeetIt(cidr, family), ...(except.length === 0 ? {} : { except }) };
    return { to: [{ ipBlock }], ports: ports.map((port) => ({ protocol: "TCP", port })) };
  });
}
