import { Group } from "@pulumi/aws/autoscaling/group.js";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import * as pulumi from "@pulumi/pulumi";
import { workerGroupName } from "../../../fleet/names.ts";
import { NODES_PER_GROUP } from "../../../fleet/nodes/autoscaler-vocabulary.ts";
import type { NodeGroupPlan } from "../../../fleet/nodes/node-groups.ts";
import type { CreatedGroup } from "../../cluster/autoscaler/controller.ts";
import type { K3sNodeHome } from "./node-home.ts";
import { groupTags } from "./worker-plan.ts";

/** Where one group goes, and what its machines are. */
export interface GroupPlace {
  readonly parent: pulumi.Resource;
  readonly subnetId: pulumi.Output<string>;
  readonly template: LaunchTemplate;
}

/**
 * An autoscaling group of workers, without a node until Cluster Autoscaler wants one. It ends no node by itself: what is
 * protected from scaling in goes only when somebody names it, and the autoscaler names nodes that it has drained. For
 * the same reason its largest size is a bound that never moves, and the autoscaler is told the real one.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
 */
export function createWorkerGroup(
  name: string,
  home: K3sNodeHome,
  plan: NodeGroupPlan,
  { parent, subnetId, template }: GroupPlace,
): CreatedGroup {
  const logical = `${name}-group-${plan.key}`;
  const autoscalingGroup = workerGroupName(home.facts.id, plan.key);
  const group = new Group(
    logical,
    {
      name: autoscalingGroup,
      minSize: 0,
      desiredCapacity: 0,
      maxSize: NODES_PER_GROUP,
      vpcZoneIdentifiers: [subnetId],
      mixedInstancesPolicy: machinesOf(plan, template),
      protectFromScaleIn: true,
      healthCheckType: "EC2",
      // Whether machines can be had now is no matter of the program.
      waitForCapacityTimeout: "0",
      tags: [...groupTags(home, logical, plan)],
    },
    {
      parent,
      dependsOn: [...home.agentProfile.ready],
      // The number of nodes is the autoscaler's.
      ignoreChanges: ["desiredCapacity"],
    },
  );
  return { ...plan, autoscalingGroup, resources: [group] };
}

/** Machines that are alike, of spot where the share is: those with the most room first, for they stay the longest. */
function machinesOf({ capacity, types }: NodeGroupPlan, template: LaunchTemplate) {
  return {
    instancesDistribution: {
      onDemandBaseCapacity: 0,
      onDemandPercentageAboveBaseCapacity: capacity === "spot" ? 0 : 100,
      onDemandAllocationStrategy: "prioritized",
      spotAllocationStrategy: "price-capacity-optimized",
    },
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: template.id,
        version: pulumi.interpolate`${template.latestVersion}`,
      },
      overrides: types.map((instanceType) => ({ instanceType })),
    },
  };
}
