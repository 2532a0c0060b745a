import {
  DATABASE_LABEL,
  DATABASE_OPERATOR_NAMESPACE,
  DATABASE_POD_ROLE_LABEL,
  DATABASE_STATUS_PORT,
} from "../../../fleet/charts/data-vocabulary.ts";
import { LINK_LOCAL_CIDR, LINK_LOCAL_IPV6_CIDRS } from "../../../fleet/charts/platform-vocabulary.ts";
import { POOLER_LABEL } from "../../../fleet/guard-vocabulary.ts";
import { type IpFamily, USUAL_IP_FAMILY } from "../../../fleet/networks/ip-family.ts";
import { NAMESPACE_NAME_LABEL } from "../../../fleet/tenant-vocabulary.ts";
import type { SliceContext } from "../slice-object.ts";
import type { EgressRule, Peer, PlannedPolicy } from "../traffic-plan.ts";
import { archivedDatabases } from "./databases.ts";

/** Ranges of private networks, the fleet's and everybody's, and of pods that are never routed. @see https://www.rfc-editor.org/rfc/rfc6890 */
const PRIVATE_CIDRS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** What speaks HTTPS beside the ports of the API server on nodes. */
const HTTPS_PORT = 443;
const API_SERVER_PORTS = [HTTPS_PORT, 6443];

/** What the operator calls pods of poolers; those of instances have another role, and those of jobs none. */
const POOLER_ROLE = "pooler";

const tcp = (port: number) => ({ protocol: "TCP", port }) as const;

/**
 * What pods of databases need beside what all pods of their namespace have: the operator asks them how they are, they ask
 * the API server what they are to be, and they archive in S3. Rules know no names, so S3 is whatever is public, at port 443:
 * in our networks an endpoint in the route tables leads there, with public addresses. Poolers ask the API server alone.
 * Pods are chosen by the labels that a guard keeps; that of the role alone could be anybody's.
 */
export function databaseTraffic(context: SliceContext): readonly PlannedPolicy[] {
  const databases = archivedDatabases(context);
  if (databases.length === 0) return [];
  const operator: Peer = {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: DATABASE_OPERATOR_NAMESPACE } },
  };
  const [outside, apiServer] = [publicAddresses(context.facts.ipFamily), toApiServer(context)];
  const instances: PlannedPolicy = {
    name: "databases",
    spec: {
      podSelector: {
        matchExpressions: [
          { key: DATABASE_LABEL, operator: "Exists" },
          { key: DATABASE_POD_ROLE_LABEL, operator: "NotIn", values: [POOLER_ROLE] },
        ],
      },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [operator], ports: [tcp(DATABASE_STATUS_PORT)] }],
      egress: [outside, ...apiServer],
    },
  };
  // With IPv6 the API server is among what is public.
  const ofPoolers = context.facts.ipFamily === "ipv6" ? [outside, ...apiServer] : apiServer;
  if (!databases.some(({ pooler }) => pooler) || ofPoolers.length === 0) return [instances];
  return [instances, poolers(ofPoolers)];
}

function poolers(egress: readonly EgressRule[]): PlannedPolicy {
  const podSelector = { matchExpressions: [{ key: POOLER_LABEL, operator: "Exists" as const }] };
  return { name: "poolers", spec: { podSelector, policyTypes: ["Egress"], egress: [...egress] } };
}

/** Without a range there would be no peer, and a rule without one lets out to everywhere. */
function toApiServer({ settings: { apiServerRanges = [] } }: SliceContext): readonly EgressRule[] {
  const to = apiServerRanges.map((cidr): Peer => ({ ipBlock: { cidr } }));
  return to.length === 0 ? [] : [{ to, ports: API_SERVER_PORTS.map(tcp) }];
}

/** Of IPv6 no range is private: the cloud gives pods public ones, and the API server's are known to it alone. */
function publicAddresses(family: IpFamily = USUAL_IP_FAMILY): EgressRule {
  const peer: Peer =
    family === "ipv4"
      ? { ipBlock: { cidr: "0.0.0.0/0", except: [...PRIVATE_CIDRS, LINK_LOCAL_CIDR] } }
      : { ipBlock: { cidr: "::/0", except: [...LINK_LOCAL_IPV6_CIDRS] } };
  return { to: [peer], ports: [tcp(HTTPS_PORT)] };
}
