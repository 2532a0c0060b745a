import { type Finding, must, unknown } from "../../finding.ts";
import type { ResourceRule } from "../../rule.ts";
import type { Value } from "../../value.ts";

/** An address in a registry, or an archive that lies beside the program. */
const BY_ITSELF = /^(oci:\/\/|.*\.tgz$|\.{0,2}\/)/;
const EXPECTED = "https://, or a chart in a registry";

function findings(release: Value): readonly Finding[] {
  const chart = release.at("chart");
  if (!chart.isUnknown && BY_ITSELF.test(chart.text ?? "")) return [];
  const repository = release.at("repositoryOpts", "repo");
  const found = must(
    repository,
    EXPECTED,
    (known) => typeof known === "string" && known.startsWith("https://"),
  );
  return found.length > 0 && chart.isUnknown ? [unknown(chart, EXPECTED)] : found;
}

export const requireChartSources: ResourceRule = {
  id: "require-chart-sources",
  level: "mandatory",
  group: "supply-chain",
  scope: "resource",
  what: "Every chart says where it comes from, and comes encrypted",
  why: "a name alone is looked up in whatever repositories the machine of the run knows",
  remedy: "name the repository, or an address that starts with oci://",
  answers: ["threat: another chart under a known name", "EKS-BP image security: software of known sources"],
  see: "https://helm.sh/docs/topics/registries/",
  appliesTo: (type) => type === "kubernetes:helm.sh/v3:Release",
  check: findings,
};
