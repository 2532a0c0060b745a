import { must } from "../../finding.ts";
import { oneOf, type ResourceRule } from "../../rule.ts";

/** Types that AWS lists by their ids. */
const LISTED_BY_ID = {
  "aws:ec2/vpc:Vpc": true,
  "aws:ec2/subnet:Subnet": true,
  "aws:ec2/routeTable:RouteTable": true,
  "aws:ec2/internetGateway:InternetGateway": true,
  "aws:ec2/natGateway:NatGateway": true,
  "aws:ec2/eip:Eip": true,
  "aws:ec2/instance:Instance": true,
  "aws:ec2/securityGroup:SecurityGroup": true,
  "aws:ec2/networkAcl:NetworkAcl": true,
  "aws:ec2/vpcEndpoint:VpcEndpoint": true,
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": true,
  "aws:ec2transitgateway/transitGateway:TransitGateway": true,
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": true,
  "aws:ebs/volume:Volume": true,
} as const;

export const requireNameTag: ResourceRule = {
  id: "require-name-tag",
  level: "mandatory",
  group: "naming-and-tags",
  scope: "resource",
  what: "What the console lists by number has a name as well",
  why: "in a list of ids nobody finds the one that is on fire",
  remedy: "take the tags from fleet/tags.ts",
  answers: ["fault: nobody can tell in the console what is what"],
  see: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html",
  appliesTo: oneOf(LISTED_BY_ID),
  check: (inputs) =>
    must(inputs.at("tags", "Name"), "a name", (known) => typeof known === "string" && known !== ""),
};
