import { expect, test } from "vitest";
import { protectStateful } from "../../../../policy/rules/deletion-safety/protect-stateful.ts";
import { losesData } from "../../../../fleet/replacement/stateful.ts";
import { notKnown, said } from "../../said.ts";

const VPC = { type: "aws:ec2/vpc:Vpc", inputs: {} };

test("a protected resource is fine, and any where the stack protects nothing", () => {
  expect(said(protectStateful, { ...VPC, protect: true }, { protect: true })).toEqual([]);
  expect(said(protectStateful, VPC, { protect: false })).toEqual([]);
  expect(said(protectStateful, { ...VPC, protect: true })).toEqual([]);
  expect(said(protectStateful, { type: "aws:ec2/subnet:Subnet", inputs: {} }, { protect: true })).toEqual([]);
});

test("a resource without protection is refused where the stack protects what it holds", () => {
  expect(said(protectStateful, VPC, { protect: true })).toEqual([
    "protect: expected protect: true, got false; remove protect: false from the entry, or hand the setting down to the resource's options",
  ]);
});

test("a zone is protected, unless its names are those of AWS, which lead to endpoints", () => {
  const zone = (name: string) => ({ type: "aws:route53/zone:Zone", inputs: { name } });
  expect(said(protectStateful, zone("eu.infra.lagoon.cloud"), { protect: true })).toEqual([
    "protect: expected protect: true, got false; remove protect: false from the entry, or hand the setting down to the resource's options",
  ]);
  expect(said(protectStateful, zone("sqs.eu-central-1.amazonaws.com"), { protect: true })).toEqual([]);
});

test.each(["aws:ec2transitgateway/transitGateway:TransitGateway", "aws:kms/replicaKey:ReplicaKey"])(
  "a %s is among what cannot be had again",
  (type) => {
    expect(said(protectStateful, { type, inputs: {} }, { protect: true })).toHaveLength(1);
    expect(losesData(type)).toBe(true);
  },
);

test("without facts about the stack nothing is proven", () => {
  expect(said(protectStateful, VPC)).toEqual([
    notKnown("protect", "protect: true, if the stack protects what it holds"),
  ]);
});
