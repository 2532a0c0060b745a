import { EBS_PROVISIONER } from "../../fleet/eks-vocabulary.ts";
import {
  AWS_PROVIDER_ID,
  CILIUM_RANGE_MODE,
  LOAD_BALANCER_CONTROLLER,
  POLICY_ENGINES,
} from "../../fleet/outside-vocabulary.ts";
import { at, type Compared, type Declared, factPath, NOTHING, someOf } from "./declared.ts";
import { isK3s, type Seen } from "./seen.ts";

const finding = (one: Compared["findings"][number]): Compared => ({ findings: [one], notes: [] });

/** The class of volumes, and whether they are encrypted as far as it says so. */
export function storageFacts(declared: Declared, { storageClasses }: Seen): Compared {
  const { storageClass } = declared.facts;
  const found = storageClasses.find(({ metadata }) => metadata.name === storageClass);
  if (found === undefined) {
    if (declared.bringsStorage) return NOTHING;
    const names = someOf(storageClasses.map(({ metadata }) => metadata.name));
    return finding(
      at(
        declared,
        declared.kind === "k3s" ? ["k3s", "storage"] : factPath(declared, "storageClass"),
        `a storage class of the cluster: ${names}`,
        {
          got: JSON.stringify(storageClass),
        },
      ),
    );
  }
  const { provisioner, parameters } = found;
  if (provisioner === EBS_PROVISIONER && parameters["encrypted"] === "true") return NOTHING;
  return {
    findings: [],
    notes: [`whether volumes of ${storageClass} are encrypted cannot be seen; ${provisioner} makes them`],
  };
}

/** What answers a Service of type LoadBalancer, as far as it can be seen. */
export function loadBalancerFacts(declared: Declared, seen: Seen): Compared {
  const path = factPath(declared, "loadBalancer");
  const inAws = seen.nodes.some(({ spec }) => spec.providerID.startsWith(AWS_PROVIDER_ID));
  switch (declared.facts.loadBalancer) {
    case "none":
      return NOTHING;
    case "aws-nlb": {
      if (inAws || seen.nodes.length === 0) return NOTHING;
      const hint = `no node has an id that begins with ${AWS_PROVIDER_ID}`;
      return finding(at(declared, path, "aws-nlb for a cluster in AWS only", { hint }));
    }
    case "aws-nlb-controller": {
      if (seen.hasLoadBalancerController) return NOTHING;
      const hint = `no Deployment is labelled app.kubernetes.io/name=${LOAD_BALANCER_CONTROLLER}`;
      return finding(at(declared, path, "a cluster that has the AWS Load Balancer Controller", { hint }));
    }
    case "service-lb": {
      if (isK3s(seen)) return NOTHING;
      return { findings: [], notes: ["what answers a Service of type LoadBalancer cannot be seen"] };
    }
  }
}

/** Who enforces policies: without an engine every wall of a tenant is paper. */
export function policyFacts(declared: Declared, seen: Seen): Compared {
  const { networkPolicyEngine: engine } = declared.facts;
  const path = factPath(declared, "networkPolicyEngine");
  const names = seen.daemonSets.map(({ metadata }) => metadata.name);
  const isBuiltIn = engine === "kube-router" && isK3s(seen);
  const isThere = isBuiltIn || POLICY_ENGINES[engine].some((name) => names.includes(name));
  const absent = at(
    declared,
    path,
    `a cluster that runs ${engine}, seen by the DaemonSet ${POLICY_ENGINES[engine].join(", ")}`,
    {
      hint: `its DaemonSets are ${someOf(names)}; without what enforces policies no tenant is apart from another`,
    },
  );
  const deaf = engine === "cilium" && seen.cilium?.[CILIUM_RANGE_MODE]?.includes("nodes") !== true;
  const mode = at(declared, path, `cilium with ${CILIUM_RANGE_MODE}: nodes`, {
    hint: "else its rules about ranges hold for no machine, and add-ons don't reach kubelets and API servers",
  });
  const nameless = at(
    declared,
    ["kind"],
    "pods in kube-system labelled k8s-app=kube-dns that answer for names",
    {
      hint: "policies let pods ask these only",
    },
  );
  return {
    findings: [
      ...(isThere ? [] : [absent]),
      ...(isThere && deaf ? [mode] : []),
      ...(seen.hasDnsPods ? [] : [nameless]),
    ],
    notes: isBuiltIn
      ? ["that K3s enforces policies is so unless it was told not to; that cannot be seen"]
      : [],
  };
}

const METRICS_NAMESPACE = "metrics-server";

/** The API of metrics has one server in a cluster. */
export function metricsFacts(declared: Declared, { metricsNamespace }: Seen): Compared {
  const isFree = metricsNamespace === undefined || metricsNamespace === METRICS_NAMESPACE;
  if (!declared.hasMetricsServer || isFree) return NOTHING;
  const hint = "say addOns: { metrics-server: { enabled: false } }, or have the other one removed";
  const expected = `no metrics-server of ours beside the one in ${metricsNamespace}`;
  return finding(at(declared, ["addOns"], expected, { hint }));
}
