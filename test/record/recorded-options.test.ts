import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import type { PlannedResource } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";

class Thing extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super("test:index:Thing", name, inputs, opts);
  }
}

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Group", name, {}, opts);
  }
}

const recorded = (program: () => unknown): Promise<readonly PlannedResource[]> =>
  record(program, { stack: "dev" });

describe("a recording", () => {
  test("holds the options that decide replacement and deletion, and nothing where none is set", async () => {
    const resources = await recorded(() => {
      const a = new Thing("a");
      new Thing(
        "b",
        {},
        {
          deleteBeforeReplace: false,
          deletedWith: a,
          ignoreChanges: ["z", "a"],
          replaceOnChanges: ["y", "b"],
          replaceWith: [a],
          replacementTrigger: 2,
          retainOnDelete: true,
        },
      );
    });
    expect(resources.map(({ options: given }) => given)).toEqual([
      undefined,
      {
        deleteBeforeReplace: false,
        deletedWith: "test:index:Thing::a",
        ignoreChanges: ["a", "z"],
        replaceOnChanges: ["b", "y"],
        replaceWith: ["test:index:Thing::a"],
        replacementTrigger: 2,
        retainOnDelete: true,
      },
    ]);
  });

  test("takes over from a parent what the engine does", async () => {
    const resources = await recorded(() => {
      const group = new Group("g", { retainOnDelete: true });
      new Thing("a", {}, { parent: group });
      new Thing("b", {}, { parent: group, retainOnDelete: false });
    });
    expect(resources.map(({ name, options: given }) => [name, given])).toEqual([
      ["g", { retainOnDelete: true }],
      ["a", { retainOnDelete: true }],
      ["b", undefined],
    ]);
  });
});
