import { KUBERNETES_MINORS } from "../charts/catalog.ts";
import { EKS_RELEASES, type EksRelease } from "./eks-catalog.ts";
import { EKS_ADD_ONS, type EksAddOn } from "../eks-vocabulary.ts";
import type { UpgradeCheck } from "./check.ts";
import { type Layers, minorNumber } from "./layers.ts";

/**
 * Minors that a kubelet or kube-proxy may be behind its API server; it is never newer.
 *
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export const MAX_NODE_SKEW = 3;

/** Minors that a cluster may be behind the newest of the catalog. */
export const MAX_FLEET_LAG = 2;

/** Nodes against the control plane that comes next. */
export function nodeSkew({ nodes }: Layers, target: string): UpgradeCheck {
  const behind = minorNumber(target) - minorNumber(nodes);
  const detail = `nodes at ${nodes} under a control plane at ${target}: ${behind} of ${MAX_NODE_SKEW} minors behind`;
  return { name: "skew", outcome: behind > MAX_NODE_SKEW || behind < 0 ? "blocked" : "ok", detail };
}

/** How far a minor is behind the newest that the catalog offers. */
export function fleetLag(minor: string): UpgradeCheck {
  const newest = KUBERNETES_MINORS.at(-1)?.minor ?? minor;
  const lag = minorNumber(newest) - minorNumber(minor);
  const detail = `${minor} is ${lag} behind ${newest}, the newest of the catalog; the fleet allows ${MAX_FLEET_LAG}`;
  return { name: "fleet lag", outcome: lag > MAX_FLEET_LAG ? "note" : "ok", detail };
}

/** Until when the target is in standard support. */
export function supportEnd(target: string, today: string): UpgradeCheck {
  const name = "support";
  const until = KUBERNETES_MINORS.find(({ minor }) => minor === target)?.standardUntil;
  if (until === undefined)
    return { name, outcome: "not checked", detail: `no end of standard support is known for ${target}` };
  const isOver = until < today;
  return {
    name,
    outcome: isOver ? "note" : "ok",
    detail: `standard support of ${target} ${isOver ? "ended" : "ends"} on ${until}`,
  };
}

/**
 * Add-ons while the control plane is one minor ahead of them. A version that the catalog names for both minors is fit
 * for both, and kube-proxy may be behind as a kubelet may. Of the others, nothing here says whether they are.
 */
export function addOnSkew(from: string, to: string, releases = EKS_RELEASES): UpgradeCheck {
  const name = "EKS add-ons";
  const [old, fresh] = [releases[from], releases[to]];
  if (old === undefined || fresh === undefined)
    return {
      name,
      outcome: "blocked",
      detail: `the catalog has no release for Kubernetes ${old === undefined ? from : to}`,
    };
  const open = EKS_ADD_ONS.filter((addOn) => !fitsBoth(addOn, old, fresh, to));
  if (open.length === 0) return { name, outcome: "ok", detail: `what runs at ${from} is fit for ${to}` };
  const asked = open.map((addOn) => `${addOn} ${old.addOns[addOn]}`).join(", ");
  const how = `aws eks describe-addon-versions --kubernetes-version ${to} tells`;
  return { name, outcome: "not checked", detail: `whether ${asked} runs on ${to}: ${how}` };
}

function fitsBoth(addOn: EksAddOn, old: EksRelease, fresh: EksRelease, to: string): boolean {
  const version = old.addOns[addOn];
  if (addOn !== "kube-proxy") return version === fresh.addOns[addOn];
  const behind = minorNumber(to) - Number(version.split(".")[1]);
  return behind >= 0 && behind <= MAX_NODE_SKEW;
}
