import { Command } from "commander";
import pc from "picocolors";
import type { Cluster, Fleet } from "../../fleet/inventory.ts";
import type { UpgradePlan } from "../../plan/upgrade/upgrade-plan.ts";
import type { AskedStep } from "../upgrade/committed-layers.ts";
import { EXIT } from "../exit-codes.ts";
import { inventoryOption, today } from "../inventory-option.ts";
import { jsonOption } from "../json-option.ts";
import { printJson } from "../report.ts";

interface UpgradeOptions {
  readonly inventory: string;
  readonly json?: boolean;
}

interface PlanOptions extends UpgradeOptions {
  readonly to?: string;
}

/** `atoll upgrade`: the way of a cluster to another Kubernetes minor, and its next step. */
export function upgradeCommand(): Command {
  const plan = new Command("plan")
    .description(
      "print the steps of an upgrade, what each changes, and what blocks it (then the exit code is 1)",
    )
    .argument("<cluster>", "name of a file in clusters/")
    .addOption(inventoryOption())
    .option("--to <minor>", "minor to look at instead of the one that the entry asks for")
    .addOption(jsonOption())
    .action(planUpgrade);
  const next = new Command("next")
    .description(
      "write the next step into fleet.lock.yaml; refused while it is blocked, and while the step before is in no commit",
    )
    .argument("<cluster>", "name of a file in clusters/")
    .addOption(inventoryOption())
    .addOption(jsonOption())
    .action(takeStep);
  return new Command("upgrade")
    .description("bring a cluster to another Kubernetes minor, one step per update")
    .summary("bring a cluster to another Kubernetes minor")
    .addCommand(plan)
    .addCommand(next);
}

async function planUpgrade(name: string, { inventory, to, json }: PlanOptions): Promise<void> {
  const { upgradePlan, isBlocked } = await import("../../plan/upgrade/upgrade-plan.ts");
  const { checkedTarget } = await import("../../fleet/upgrade/target.ts");
  const { fleet, cluster } = await found(name, inventory);
  const target = checkedTarget(fleet, cluster, to);
  const plan = await upgradePlan(fleet, cluster, { target, today: today() });
  await show(plan, json === true ? {} : undefined);
  if (isBlocked(plan)) process.exitCode = EXIT.failed;
}

async function takeStep(name: string, { inventory: dir, json }: UpgradeOptions): Promise<void> {
  const { upgradePlan, isBlocked } = await import("../../plan/upgrade/upgrade-plan.ts");
  const { layerName, layersOf } = await import("../../fleet/upgrade/layers.ts");
  const { nextStep } = await import("../../fleet/upgrade/path.ts");
  const { lockAfterStep } = await import("../../fleet/upgrade/with-layers.ts");
  const { writeLock } = await import("../../fleet/write-lock.ts");
  const { fleet, cluster } = await found(name, dir);
  const layers = layersOf(fleet, cluster);
  const step = nextStep(layers, cluster.kubernetes);
  if (step !== undefined) await refuseSecond(dir, { id: name, layers });
  const plan = await upgradePlan(fleet, cluster, { target: cluster.kubernetes, today: today() });
  const isTaken = step !== undefined && !isBlocked(plan);
  await show(plan, json === true ? { written: isTaken } : undefined);
  if (step === undefined) {
    if (json !== true) console.log(`to go further, raise kubernetes in clusters/${name}.yaml by one minor`);
    return;
  }
  if (!isTaken) {
    process.exitCode = EXIT.failed;
    return;
  }
  writeLock(dir, lockAfterStep(fleet.lock, name, layers, { layer: step.layer, today: today() }));
  console.error(
    `wrote ${dir}/fleet.lock.yaml: ${layerName(step.layer, cluster.kind)} ${step.from} -> ${step.to}`,
  );
}

/** One step is committed and deployed before the next is written; only git can tell. */
async function refuseSecond(dir: string, asked: AskedStep): Promise<void> {
  const { refuseSecondStep } = await import("../upgrade/committed-layers.ts");
  const { committedLock } = await import("../lock/lock-source.ts");
  const committed = await committedLock(dir);
  if (committed === undefined)
    console.error("not checked: whether the step before was deployed; git has no commit of fleet.lock.yaml");
  else refuseSecondStep(dir, committed, asked);
}

/** For people, or for a program with these facts beside the plan. */
async function show(plan: UpgradePlan, beside?: Readonly<Record<string, unknown>>): Promise<void> {
  if (beside !== undefined) {
    const { upgradeJson } = await import("../../plan/upgrade/upgrade-json.ts");
    printJson({ ...upgradeJson(plan), ...beside });
    return;
  }
  const { upgradeText } = await import("../../plan/upgrade/upgrade-text.ts");
  console.log(upgradeText(plan, (tone, text) => PAINT[tone](text)));
}

const PAINT = { blocked: pc.red, ok: pc.green, note: pc.yellow, "not checked": pc.yellow, title: pc.bold };

async function found(
  name: string,
  dir: string,
): Promise<{ readonly fleet: Fleet; readonly cluster: Cluster }> {
  const { checkedFleet } = await import("../../stacks/checked-fleet.ts");
  const { upgradable } = await import("../../fleet/upgrade/target.ts");
  const fleet = checkedFleet(dir, today());
  return { fleet, cluster: upgradable(fleet, name) };
}
