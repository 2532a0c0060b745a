import * as tokens from "../../../sandbox/aws/tokens.ts";
import type { Properties } from "../../../sandbox/provider/properties.ts";
import type { Attempt, Refusal } from "./refusal.ts";

/** A second resource of a type, with other inputs. */
const another =
  (type: string, inputs: Properties = {}): Attempt =>
  ({ make }, _id, all) =>
    make(type, { ...all.get(type)!.inputs, ...inputs });

const removing =
  (type: string): Attempt =>
  ({ engine }, _id, all) =>
    engine.delete(all.get(type)!.state);

/** An attachment of a fresh VPC to a gateway with the defaults, which puts it into a table by itself. */
const inDefaultTable: Attempt = async ({ make, makeSubnet, makeVpc }) => {
  const vpc = await makeVpc({ cidrBlock: "10.8.0.0/16" });
  const subnet = await makeSubnet(vpc, "10.8.0.0/24");
  const { id: transitGatewayId } = await make(tokens.TGW, {});
  const inputs = { transitGatewayId, vpcId: vpc.id, subnetIds: [subnet.id] };
  const attachment = await make(tokens.TGW_VPC_ATTACHMENT, inputs);
  const table = await make(tokens.TGW_ROUTE_TABLE, { transitGatewayId });
  return make(tokens.TGW_ASSOCIATION, {
    transitGatewayAttachmentId: attachment.id,
    transitGatewayRouteTableId: table.id,
  });
};

const NO_GATEWAY = "InvalidTransitGatewayID.NotFound: Transit Gateway tgw-0no was deleted or does not exist.";
const NO_ATTACHMENT =
  "InvalidTransitGatewayAttachmentID.NotFound: Transit Gateway Attachment tgw-attach-0no was deleted or does not exist.";

export const TRANSIT_REFUSALS: readonly Refusal[] = [
  [
    "two gateways are peers once",
    another(tokens.TGW_PEERING),
    "DuplicateTransitGatewayAttachment: tgw-0… has non-deleted Transit Gateway Attachments with same peer Transit Gateway ID.",
  ],
  [
    "a transit gateway has a private number",
    ({ make }) => make(tokens.TGW, { amazonSideAsn: 65_535 }),
    "amazonSideAsn: expected a number in 64512..65534 or 4200000000..4294967294, got 65535",
  ],
  [
    "a transit gateway's settings are on or off",
    ({ make }) => make(tokens.TGW, { dnsSupport: "on" }),
    'dnsSupport: expected dnsSupport to be one of ["enable" "disable"], got on',
  ],
  [
    "a transit gateway with VPCs stays",
    removing(tokens.TGW),
    "IncorrectState: tgw-0… has non-deleted VPC Attachments: tgw-attach-0…, tgw-attach-0….",
  ],
  [
    "a VPC is attached to a gateway that exists",
    another(tokens.TGW_VPC_ATTACHMENT, { transitGatewayId: "tgw-0no" }),
    NO_GATEWAY,
  ],
  [
    "a gateway of another account is attached to when that shares it",
    async ({ cloud, make }, id, all) => {
      const gateway = cloud.find({ id: id(tokens.TGW) })!;
      cloud.put({ ...gateway, id: "tgw-0no", account: "222222222222", state: { arn: "none" } });
      return make(tokens.TGW_VPC_ATTACHMENT, {
        ...all.get(tokens.TGW_VPC_ATTACHMENT)!.inputs,
        transitGatewayId: "tgw-0no",
      });
    },
    NO_GATEWAY,
  ],
  [
    "a VPC is attached to a gateway once",
    another(tokens.TGW_VPC_ATTACHMENT),
    "DuplicateTransitGatewayAttachment: tgw-0… has non-deleted Transit Gateway Attachments with same VPC ID.",
  ],
  [
    "a VPC is attached by one subnet per zone",
    async ({ makeSubnet, engine }, _id, all) => {
      const { state, inputs } = all.get(tokens.TGW_VPC_ATTACHMENT)!;
      const zone = all.get(tokens.SUBNET)!.state.outputs["availabilityZone"]!;
      const subnet = await makeSubnet(all.get(tokens.VPC)!.state, "10.0.1.0/24", { availabilityZone: zone });
      const subnetIds = [...(inputs["subnetIds"] as readonly string[]), subnet.id];
      return engine.update(state, { ...inputs, subnetIds });
    },
    "DuplicateSubnetsInSameZone: Duplicate Subnets for same AZ",
  ],
  [
    "a VPC is attached by subnets of its own",
    async ({ engine, makeVpc, makeSubnet }, _id, all) => {
      const { state, inputs } = all.get(tokens.TGW_VPC_ATTACHMENT)!;
      const subnet = await makeSubnet(await makeVpc({ cidrBlock: "10.8.0.0/16" }), "10.8.0.0/24");
      return engine.update(state, { ...inputs, subnetIds: [subnet.id] });
    },
    "InvalidSubnetID.NotFound: The subnet ID 'subnet-0…' does not exist",
  ],
  [
    "a subnet by which a VPC is attached stays",
    async ({ cloud, engine }, _id, all) => {
      for (const type of [tokens.NAT_GATEWAY, tokens.VPC_ENDPOINT]) cloud.delete({ type });
      return engine.delete(all.get(tokens.SUBNET)!.state);
    },
    "DependencyViolation: The subnet 'subnet-0…' has dependencies and cannot be deleted.",
  ],
  [
    "what is accepted was offered",
    ({ make }) => make(tokens.TGW_VPC_ACCEPTER, { transitGatewayAttachmentId: "tgw-attach-0no" }),
    NO_ATTACHMENT,
  ],
  [
    "an attachment is accepted once",
    ({ make }, id) =>
      make(tokens.TGW_VPC_ACCEPTER, { transitGatewayAttachmentId: id(tokens.TGW_VPC_ATTACHMENT) }),
    "IncorrectState: tgw-attach-0… is in invalid state",
  ],
  [
    "a transit gateway's table has a gateway that exists",
    ({ make }) => make(tokens.TGW_ROUTE_TABLE, { transitGatewayId: "tgw-0no" }),
    NO_GATEWAY,
  ],
  [
    "a transit gateway's tables are its owner's",
    async ({ cloud, make }, id) => {
      const gateway = cloud.find({ id: id(tokens.TGW) })!;
      const shared = { ...gateway, id: "tgw-0shared", account: "222222222222" };
      cloud.put(shared);
      const principal = cloud.find({ type: tokens.RAM_PRINCIPAL })!;
      cloud.put({ ...principal, id: "own", state: { ...principal.state, principal: "111111111111" } });
      return make(tokens.TGW_ROUTE_TABLE, { transitGatewayId: shared.id });
    },
    "UnauthorizedOperation: You are not authorized to perform this operation. The transit gateway belongs to another account.",
  ],
  [
    "a transit gateway's table with attachments stays",
    removing(tokens.TGW_ROUTE_TABLE),
    "IncorrectState: tgw-rtb-0… has associated attachments and cannot be deleted.",
  ],
  [
    "an attachment uses a table that exists",
    another(tokens.TGW_ASSOCIATION, { transitGatewayRouteTableId: "tgw-rtb-0no" }),
    "InvalidRouteTableID.NotFound: Transit Gateway Route Table tgw-rtb-0no was deleted or does not exist.",
  ],
  [
    "a table is used by an attachment that exists",
    another(tokens.TGW_ASSOCIATION, { transitGatewayAttachmentId: "tgw-attach-0no" }),
    NO_ATTACHMENT,
  ],
  [
    "an attachment uses one table",
    another(tokens.TGW_ASSOCIATION),
    "Resource.AlreadyAssociated: Transit Gateway Attachment tgw-attach-0… is already associated to a route table.",
  ],
  [
    "an attachment is in the default table, where there is one",
    inDefaultTable,
    "Resource.AlreadyAssociated: Transit Gateway Attachment tgw-attach-0… is already associated to a route table.",
  ],
  [
    "an attachment tells a table its addresses once",
    another(tokens.TGW_PROPAGATION),
    "TransitGatewayRouteTablePropagation.Duplicate: Propagation tgw-attach-0… already exists in Transit Gateway Route Table tgw-rtb-0….",
  ],
  [
    "a peer tells no table its addresses",
    async (sandbox, id, all) => {
      const peering = sandbox.cloud.find({ id: id(tokens.TGW_PEERING) })!;
      sandbox.cloud.put({ ...peering, state: { ...peering.state, state: "available" } });
      return another(tokens.TGW_PROPAGATION, { transitGatewayAttachmentId: peering.id })(sandbox, id, all);
    },
    "InvalidParameterCombination: Peering attachment tgw-attach-0… takes static routes alone.",
  ],
  [
    "a table takes what is accepted",
    (sandbox, id, all) => {
      const transitGatewayAttachmentId = id(tokens.TGW_PEERING);
      return another(tokens.TGW_ASSOCIATION, { transitGatewayAttachmentId })(sandbox, id, all);
    },
    "IncorrectState: tgw-attach-0… is in invalid state",
  ],
  [
    "a route of a transit gateway is made once",
    another(tokens.TGW_ROUTE),
    "RouteAlreadyExists: Route 10.9.0.0/16 already exists in Transit Gateway Route Table tgw-rtb-0….",
  ],
  [
    "a route of a transit gateway leads somewhere or nowhere",
    another(tokens.TGW_ROUTE, { blackhole: true }),
    ': exactly one of "blackhole", "transitGatewayAttachmentId" is required',
  ],
  [
    "a peer is a gateway that exists where it is said",
    another(tokens.TGW_PEERING, { peerRegion: "us-east-1" }),
    "InvalidTransitGatewayID.NotFound: Transit Gateway tgw-0… was deleted or does not exist.",
  ],
  [
    "a request that is accepted came to this region",
    (sandbox, id, all) => {
      const transitGatewayAttachmentId = id(tokens.TGW_PEERING);
      return another(tokens.TGW_PEERING_ACCEPTER, { transitGatewayAttachmentId })(sandbox, id, all);
    },
    "InvalidTransitGatewayAttachmentID.NotFound: Transit Gateway Attachment tgw-attach-0… was deleted or does not exist.",
  ],
  [
    "a request is accepted once",
    another(tokens.TGW_PEERING_ACCEPTER),
    "IncorrectState: tgw-attach-0… is in invalid state",
  ],
  [
    "a VPC's route leads to a transit gateway to which the VPC is attached",
    async ({ make, makeVpc }, id) => {
      const table = await make(tokens.ROUTE_TABLE, {
        vpcId: (await makeVpc({ cidrBlock: "10.8.0.0/16" })).id,
      });
      return make(tokens.ROUTE, {
        routeTableId: table.id,
        destinationCidrBlock: "10.9.0.0/16",
        transitGatewayId: id(tokens.TGW),
      });
    },
    "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-0…' does not exist",
  ],
  [
    "a share's member has a share that exists",
    another(tokens.RAM_PRINCIPAL, { resourceShareArn: "none" }),
    "UnknownResourceException: ResourceShare none could not be found.",
  ],
  [
    "a share is with an account or a part of the organisation",
    another(tokens.RAM_PRINCIPAL, { principal: "acme" }),
    'principal: expected an account\'s number or an ARN, got "acme"',
  ],
  [
    "what is shared exists",
    another(tokens.RAM_RESOURCE, {
      resourceArn: "arn:aws:ec2:eu-central-1:111111111111:transit-gateway/tgw-0no",
    }),
    "UnknownResourceException: Resource arn:aws:ec2:eu-central-1:111111111111:transit-gateway/tgw-0no could not be found.",
  ],
  [
    "a share's name has 100 characters at most",
    ({ make }) => make(tokens.RAM_SHARE, { name: "a".repeat(101) }),
    "InvalidParameterException: The resource share name must have 1 to 100 characters, got 101.",
  ],
];
