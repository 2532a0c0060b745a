import { expect, test } from "vitest";
import { ADD_ONS } from "../../../../components/platform/add-ons.ts";
import { datastoreFlags } from "../../../../fleet/k3s/datastore-flags.ts";
import { contextFor, valuesFor, WATCHED } from "../ingress/ingress-context.ts";

const NAME = "metrics-server";
const { contract } = ADD_ONS[NAME];

test("trap: with Helm's own certificate each render makes another: the internal authority signs it", () => {
  expect(valuesFor(NAME)).toMatchObject({
    tls: {
      type: "cert-manager",
      certManager: { existingIssuer: { enabled: true, kind: "ClusterIssuer", name: "platform-internal" } },
    },
  });
  expect(contract.requires).toContain("cert-manager");
});

test("trap: by default the API server takes any certificate of it: here it asks for one that it knows", () => {
  expect(valuesFor(NAME)).toMatchObject({ apiService: { insecureSkipTLSVerify: false } });
});

test("trap: guides add --kubelet-insecure-tls, with which it would believe any kubelet", () => {
  expect(JSON.stringify(valuesFor(NAME, { addOns: WATCHED }))).not.toMatch(/kubelet-insecure-tls|"args"/);
});

test("trap: K3s brings one of its own, and the API has one owner: that of K3s is off", () => {
  const flags = datastoreFlags({
    podCidr: "100.64.0.0/16",
    serviceCidr: "172.20.0.0/16",
    serviceLb: false,
    localStorage: false,
  });
  expect(flags).toContainEqual(expect.objectContaining({ key: "disable", value: NAME }));
});

test("trap: a monitor without its metrics finds nothing: both are on together, or neither", () => {
  const both = (addOns?: typeof WATCHED) => {
    const { metrics, serviceMonitor } = valuesFor(NAME, addOns === undefined ? {} : { addOns });
    return [metrics, serviceMonitor];
  };
  expect(both(WATCHED)).toEqual([{ enabled: true }, { enabled: true }]);
  expect(both()).toEqual([{ enabled: false }, { enabled: false }]);
});

test("trap: the chart has one pod and no budget: the service level decides both", () => {
  const context = contextFor(NAME, { replicas: 3 });
  expect(ADD_ONS[NAME].values(context)).toMatchObject({
    replicas: 3,
    podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  });
  expect(valuesFor(NAME, { replicas: 1 })).toMatchObject({ podDisruptionBudget: { enabled: false } });
});
