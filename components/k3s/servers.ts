import { Instance } from "@pulumi/aws/ec2/instance.js";
import type { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate.js";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment.js";
import * as pulumi from "@pulumi/pulumi";
import { clusterOwnershipTag } from "../../fleet/eks-vocabulary.ts";
import { API_PORT } from "../../fleet/k3s/boot-vocabulary.ts";
import { serverUserData } from "../../fleet/k3s/server-user-data.ts";
import { resourceTags } from "../../fleet/tags.ts";
import { createGate, type StartedServer } from "./gate.ts";
import type { Balancer } from "./load-balancer.ts";
import type { MachineProfile } from "./machine-role.ts";
import { serverBoot } from "./server-boot.ts";
import { createServerTemplate, METADATA_OPTIONS } from "./server-template.ts";
import { type K3sScope, textOf } from "./scope.ts";
import type { K3sServer } from "./settings.ts";

/** Where servers stand, and what they find there. */
export interface ServersPlace {
  /** Subnet of nodes of each zone, by the name of the zone. */
  readonly subnetIds: ReadonlyMap<string, pulumi.Input<string>>;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  readonly profile: MachineProfile;
  /** The way to all servers, inside of the network. */
  readonly registration: Balancer;
  /** Load balancers that lead to them, that one included. */
  readonly balancers: readonly Balancer[];
  /** What must be there before one of them starts. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/** The servers in order, and for each what is there once it has joined and answers. */
export interface Servers {
  readonly ids: readonly pulumi.Output<string>[];
  readonly gates: readonly pulumi.Resource[];
}

/**
 * What a server is made of: a change waits for its next revision, so that no server goes because an image or a line of a
 * script is another one.
 */
const AS_BORN = [
  "ami",
  "availabilityZone",
  "instanceType",
  "launchTemplate",
  "metadataOptions",
  "rootBlockDevice",
  "subnetId",
  "userData",
  "userDataBase64",
];

/**
 * One server in each of its zones, each once the one before has joined and answers: a new server takes the member of its
 * predecessor out of etcd, so whatever an update brings, the next one is touched only by a cluster that is whole. All of
 * them start the same way, and the first founds the cluster where there is none.
 */
export function createServers(scope: K3sScope, place: ServersPlace): Servers {
  const template = createServerTemplate(scope);
  const ids: pulumi.Output<string>[] = [];
  const gates: pulumi.Resource[] = [];
  for (const server of scope.settings.servers) {
    const dependsOn = [...place.dependsOn, ...gates.slice(-1)];
    const started = createServer(scope, { ...place, dependsOn }, server, template);
    ids.push(started.id);
    gates.push(createGate(scope, started));
  }
  return { ids, gates };
}

function createServer(
  scope: K3sScope,
  place: ServersPlace,
  { key, availabilityZone, revision }: K3sServer,
  template: LaunchTemplate,
): StartedServer {
  const { name, parent, settings } = scope;
  const logical = `${name}-server-${key}`;
  const subnetId = place.subnetIds.get(availabilityZone);
  if (subnetId === undefined) throw new Error(`${logical} has no subnet in ${availabilityZone}`);
  const { id } = new Instance(
    logical,
    {
      launchTemplate: { id: template.id, version: pulumi.interpolate`${template.latestVersion}` },
      instanceType: settings.serverType,
      subnetId,
      vpcSecurityGroupIds: [...place.securityGroupIds],
      iamInstanceProfile: place.profile.name,
      metadataOptions: METADATA_OPTIONS,
      userData: userData(scope, key, place.registration),
      tags: { ...resourceTags(logical), [clusterOwnershipTag(name)]: "owned" },
    },
    {
      parent,
      replacementTrigger: revision,
      ignoreChanges: AS_BORN,
      dependsOn: [
        ...place.dependsOn,
        ...place.profile.ready,
        ...place.balancers.map(({ listener }) => listener),
      ],
    },
  );
  return { key, id, attachments: createAttachments(scope, place, key, id) };
}

/** Load balancers lead to the server as long as it is there. */
function createAttachments(
  { name, parent }: K3sScope,
  { balancers }: ServersPlace,
  server: string,
  targetId: pulumi.Output<string>,
): readonly pulumi.Resource[] {
  return balancers.map(
    ({ key, targetGroupArn }) =>
      new TargetGroupAttachment(
        `${name}-${key}-target-${server}`,
        { targetGroupArn, targetId, port: API_PORT },
        { parent },
      ),
  );
}

/** The same for every server, but for its letter; nothing of it is a secret. */
function userData(
  { name, settings }: K3sScope,
  server: string,
  registration: Balancer,
): pulumi.Output<string> {
  return textOf(registration.dnsName, (address) =>
    serverUserData(serverBoot(name, settings, server, address)),
  );
}
