import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** Something of a type like what is there, with other inputs. */
const like =
  (type: string, inputs: Properties): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...inputs });

const balancer = (inputs: Properties): Attempt => like(tokens.LOAD_BALANCER, { name: "other", ...inputs });
const group = (inputs: Properties): Attempt => like(tokens.TARGET_GROUP, { name: "other", ...inputs });
const listener = (inputs: Properties): Attempt => like(tokens.LISTENER, { port: 6444, ...inputs });

const actions = (targetGroupArn: string): Properties => ({
  defaultActions: [{ type: "forward", targetGroupArn }],
});

export const BALANCER_REFUSALS: readonly Refusal[] = [
  [
    "a load balancer's name has 32 characters at most",
    balancer({ name: "n".repeat(33) }),
    `name: "name" cannot be longer than 32 characters: "${"n".repeat(33)}"`,
  ],
  [
    "a load balancer's name is letters, digits and hyphens",
    balancer({ name: "a_b" }),
    'name: only alphanumeric characters and hyphens allowed in "name": "a_b"',
  ],
  [
    "a load balancer's name begins with no hyphen",
    balancer({ name: "-a" }),
    'name: "name" cannot begin with a hyphen: "-a"',
  ],
  [
    "a load balancer's name ends with no hyphen",
    balancer({ name: "a-" }),
    'name: "name" cannot end with a hyphen: "a-"',
  ],
  [
    "a load balancer's name does not begin as AWS's own",
    balancer({ name: "internal-a" }),
    'name: "name" cannot begin with "internal-": "internal-a"',
  ],
  [
    "a load balancer is made once",
    balancer({ name: "edge" }),
    "DuplicateLoadBalancerName: A load balancer with the same name 'edge' exists, but with different settings",
  ],
  [
    "a load balancer has a subnet",
    balancer({ subnets: [] }),
    "ValidationError: At least one subnet must be specified",
  ],
  [
    "an application load balancer has subnets in two zones",
    (sandbox, id, all) =>
      balancer({ loadBalancerType: "application", subnets: [id(tokens.SUBNET)] })(sandbox, id, all),
    "ValidationError: At least two subnets in two different Availability Zones must be specified",
  ],
  [
    "a load balancer has one subnet in a zone",
    async (sandbox, id, all) => {
      const other = await sandbox.makeSubnet(all.get(tokens.VPC)!.state, "10.0.9.0/24");
      const [second] = all.get(tokens.SUBNET)!.companions;
      return balancer({ subnets: [second!.id, other.id] })(sandbox, id, all);
    },
    "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone",
  ],
  [
    "a load balancer's subnets are in one VPC",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const other = await sandbox.makeSubnet(vpc, "10.9.0.0/24");
      return balancer({ subnets: [id(tokens.SUBNET), other.id] })(sandbox, id, all);
    },
    "InvalidConfigurationRequest: All subnets must belong to the same VPC: 'subnet-0…, subnet-0…'",
  ],
  [
    "a load balancer's groups are in its VPC",
    async (sandbox, id, all) => {
      const { id: vpcId } = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const foreign = await sandbox.make(tokens.SECURITY_GROUP, { vpcId });
      return balancer({ securityGroups: [foreign.id] })(sandbox, id, all);
    },
    "InvalidConfigurationRequest: One or more security groups are invalid",
  ],
  [
    "a load balancer for the internet needs the VPC's gateway",
    async (sandbox, id, all) => {
      const vpc = await sandbox.makeVpc({ cidrBlock: "10.9.0.0/16" });
      const { id: subnet } = await sandbox.makeSubnet(vpc, "10.9.0.0/24");
      return balancer({ internal: false, subnets: [subnet], securityGroups: [] })(sandbox, id, all);
    },
    "InvalidSubnet: VPC vpc-0… has no internet gateway",
  ],
  [
    "a load balancer under protection stays",
    async ({ engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.LOAD_BALANCER)!;
      return engine.delete(await engine.update(state, { ...inputs, enableDeletionProtection: true }));
    },
    "OperationNotPermitted: Load balancer 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/net/edge/0…' cannot be deleted because deletion protection is enabled",
  ],
  [
    "a load balancer holds its security group",
    async ({ engine, make }, id) => {
      const held = await make(tokens.SECURITY_GROUP, { vpcId: id(tokens.VPC) });
      await make(tokens.LOAD_BALANCER, {
        ...{ name: "other", loadBalancerType: "network", internal: true },
        ...{ subnets: [id(tokens.SUBNET)], securityGroups: [held.id] },
      });
      return engine.delete(held);
    },
    "DependencyViolation: resource sg-0… has a dependent object",
  ],
  [
    "a target group's name is its own",
    group({ name: "edge" }),
    "DuplicateTargetGroupName: A target group with the same name 'edge' exists, but with different settings",
  ],
  [
    "a target group's VPC exists",
    group({ vpcId: "vpc-0123456789abcdef0" }),
    "ValidationError: The VPC ID 'vpc-0…' is not found",
  ],
  [
    "machines are targets in a VPC",
    group({ vpcId: "" }),
    "ValidationError: A VPC ID must be specified for target type 'instance'",
  ],
  [
    "a health check asks every 5 seconds at most",
    group({ healthCheck: { protocol: "TCP", interval: 4 } }),
    "healthCheck.interval: expected a number in 5..300, got 4",
  ],
  [
    "a health check is over before the next",
    group({ healthCheck: { protocol: "TCP", interval: 10, timeout: 10 } }),
    "ValidationError: Health check timeout '10' must be smaller than the interval '10'",
  ],
  [
    "a target group in use stays",
    ({ engine }, _id, all) => engine.delete(all.get(tokens.TARGET_GROUP)!.state),
    "ResourceInUse: Target group 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/edge/0…' is currently in use by a listener or a rule",
  ],
  [
    "a listener's load balancer exists",
    listener({ loadBalancerArn: "none" }),
    "LoadBalancerNotFound: One or more load balancers not found",
  ],
  [
    "a listener's target group exists",
    listener(actions("none")),
    "TargetGroupNotFound: One or more target groups not found",
  ],
  [
    "a port of a load balancer has one listener",
    listener({ port: 6443 }),
    "DuplicateListener: A listener already exists on this port for this load balancer 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/net/edge/0…'",
  ],
  [
    "a network load balancer speaks no HTTP",
    listener({ protocol: "HTTP" }),
    "ValidationError: Listener protocol 'HTTP' must be one of 'TCP, TCP_UDP, TLS, UDP'",
  ],
  [
    "a listener and its target group speak the same",
    listener({ protocol: "UDP" }),
    "IncompatibleProtocols: The protocol of target group 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/edge/0…' is not compatible with the listener protocol 'UDP'",
  ],
  [
    "targets of a network load balancer are its own",
    async (sandbox, id, all) => {
      const { inputs } = all.get(tokens.LOAD_BALANCER)!;
      const other = await sandbox.make(tokens.LOAD_BALANCER, { ...inputs, name: "other" });
      return listener({ loadBalancerArn: other.id })(sandbox, id, all);
    },
    "TargetGroupAssociationLimit: The following target groups cannot be associated with more than one load balancer: arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/edge/0…",
  ],
  [
    "a target exists",
    like(tokens.TARGET, { targetId: "i-0123456789abcdef0" }),
    "InvalidTarget: The following targets are not in the target group VPC 'vpc-0…': 'i-0…'",
  ],
];
