import { type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const addOn = (words: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}addOns: { ${words} }\n`,
});
const prices = (words: string): Files => addOn(`opencost: { prices: { ${words} } }`);
const signIn = (url: string): Files =>
  addOn(
    `grafana: { signIn: { authorizeUrl: "${url}", tokenUrl: https://a.example/t, userinfoUrl: https://a.example/u } }`,
  );
const ADDRESS =
  "clusters/dev.yaml:7:46 addOns.grafana.signIn.authorizeUrl: expected an address that begins with https://";

/** Settings of the mesh, of costs and of Grafana that nothing is wrong with. */
export const SOUND_MESH_AND_COST: Files = addOn(
  "istio-ambient: { nodePaths: k3s }, opencost: { prices: { cpuCents: 0, spotPercent: 100 } }",
);

/** What is said of the mesh, of costs and of Grafana. */
export const MESH_AND_COST_INPUTS: readonly BadInput[] = [
  bad(
    "a price below nothing",
    prices("cpuCents: -1"),
    "clusters/dev.yaml:7:43 addOns.opencost.prices.cpuCents: expected a whole number in 0..100000, got -1",
  ),
  bad(
    "a price with a fraction of a cent",
    prices("cpuCents: 0.5"),
    'clusters/dev.yaml:7:43 addOns.opencost.prices.cpuCents: expected a plain whole number, got 0.5; if it is text, quote it: "0.5"',
  ),
  bad(
    "a price with its currency",
    prices("memoryGibCents: 3 USD"),
    'clusters/dev.yaml:7:49 addOns.opencost.prices.memoryGibCents: expected a whole number in 0..100000, got "3 USD"',
  ),
  bad(
    "spot machines that cost nothing",
    prices("spotPercent: 0"),
    "clusters/dev.yaml:7:46 addOns.opencost.prices.spotPercent: expected a whole number in 1..100, got 0",
  ),
  bad(
    "a price of something else",
    prices("network: 1"),
    'clusters/dev.yaml:7:33 addOns.opencost.prices.network: expected one of the keys cpuCents, memoryGibCents, gpuCents, storageGibCents, spotPercent, got "network"',
  ),
  bad(
    "a sign-in that anybody on the way reads",
    signIn("http://login.lagoon.cloud/authorize"),
    `${ADDRESS}, got "http://login.lagoon.cloud/authorize"`,
  ),
  bad(
    "a sign-in with a query",
    signIn("https://a.example/x?y=1"),
    `${ADDRESS}, got "https://a.example/x?y=1"`,
  ),
  bad(
    "a sign-in behind a password",
    signIn("https://me:secret@a.example/x"),
    `${ADDRESS}, got "https://me:secret@a.example/x"`,
  ),
  bad(
    "a sign-in of which half is known",
    addOn("grafana: { signIn: { authorizeUrl: https://a.example/x, tokenUrl: https://a.example/t } }"),
    "clusters/dev.yaml:7:22 addOns.grafana.signIn.userinfoUrl: expected an address that begins with https://, got nothing",
  ),
  bad(
    "plugins of the network where nobody keeps them",
    addOn("istio-ambient: { nodePaths: microk8s }"),
    'clusters/dev.yaml:7:39 addOns.istio-ambient.nodePaths: expected one of standard, k3s, got "microk8s"',
  ),
];
