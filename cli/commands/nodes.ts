import { Command } from "commander";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface ExplainOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

/** `atoll nodes explain`: what each cluster may launch, why so much, and when it is disturbed, in words. */
export function nodesCommand(): Command {
  return new Command("nodes")
    .description("say what the nodes of clusters are")
    .addCommand(
      new Command("explain")
        .description("say in words what each pool may launch, why so much, and when its nodes are disturbed")
        .argument("[cluster...]", "clusters to explain; all whose nodes atoll launches when none is named")
        .addOption(inventoryOption())
        .addOption(jsonOption())
        .action(explain),
    );
}

async function explain(names: readonly string[], { inventory, json }: ExplainOptions): Promise<void> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { InputError } = await import("../../fleet/check.ts");
  const { chosenStacks } = await import("../../fleet/stack-names.ts");
  const { launchesNodes, unlaunchedNodes } = await import("../../fleet/nodes/launches-nodes.ts");
  const { explainedCluster } = await import("../../fleet/nodes/explained-nodes.ts");
  const { explainedText } = await import("../nodes/nodes-text.ts");
  const fleet = checkedFleet(inventory, today());
  const known = [...fleet.clusters.values()].filter(launchesNodes).map(({ id }) => id);
  const others = [...new Set(names)].flatMap((name) => unlaunchedNodes(fleet.clusters.get(name)));
  if (others.length > 0) throw new InputError(others);
  const explained = chosenStacks(names, known, "cluster").map((id) =>
    explainedCluster(fleet, id, new Date()),
  );
  if (json === true) printJson({ clusters: explained });
  else console.log(explained.map(explainedText).join("\n\n"));
}
