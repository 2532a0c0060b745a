import * as pulumi from "@pulumi/pulumi";
import { describe, expect, test } from "vitest";
import { type PlannedResource, resourceKey } from "../../plan/plan.ts";
import { record } from "../../plan/record.ts";
import { recorded, STACK, Thing } from "./recorded-things.ts";

class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Group", name, {}, opts);
  }
}

const make = (name: string, inputs: pulumi.Inputs = {}): Thing => new Thing(name, inputs);
const fail = (message: string): never => {
  throw new Error(message);
};

const keys = (resources: readonly PlannedResource[]): readonly string[] => resources.map(resourceKey);
describe("a recording", () => {
  test("holds everything that is registered, sorted by key", async () => {
    const resources = await recorded(() => {
      const group = new Group("g");
      new Thing("b", { value: "x" }, { parent: group, protect: true });
      new Thing("a", {}, { import: "id-1" });
    });
    expect(resources).toEqual([
      { type: "test:index:Group", name: "g", inputs: {}, dependencies: [], protect: false, custom: false },
      {
        type: "test:index:Thing",
        name: "a",
        inputs: {},
        dependencies: [],
        protect: false,
        custom: true,
        importId: "id-1",
      },
      {
        type: "test:index:Thing",
        name: "b",
        parent: "test:index:Group::g",
        inputs: { value: "x" },
        dependencies: [],
        protect: true,
        custom: true,
      },
    ]);
  });

  test("shows ids as references, and other values of the cloud as unknown, with the resources they come from", async () => {
    const resources = await recorded(() => {
      const a = new Thing("a");
      new Thing("b", {
        ref: a.id,
        text: pulumi.interpolate`<${a.id}>`,
        made: a.made,
        list: [{ made: a.made }],
      });
    });
    expect(resources.at(1)).toMatchObject({
      inputs: {
        ref: "${a.id}",
        text: "<${a.id}>",
        made: "<known after up>",
        list: [{ made: "<known after up>" }],
      },
      dependencies: ["test:index:Thing::a"],
    });
    const from = ["test:index:Thing::a"];
    expect(resources.at(1)?.sources).toEqual({ made: from, list: from });
  });

  test("holds the names that a resource had before", async () => {
    const resources = await recorded(() => {
      new Thing("a", {}, { aliases: [{ name: "old" }, { type: "test:index:Old" }] });
      new Thing("b", {}, { aliases: ["urn:pulumi:dev::atoll::test:index:Group$test:index:Thing::c"] });
    });
    expect(resources.map(({ aliases }) => aliases)).toEqual([
      ["test:index:Old::a", "test:index:Thing::old"],
      ["test:index:Thing::c"],
    ]);
  });

  test("finds a resource that is made inside of nested applies", async () => {
    const resources = await recorded(() => {
      const first = make("a");
      const later = pulumi.output(Promise.resolve("b"));
      first.id.apply(() => later.apply(make));
    });
    expect(keys(resources)).toEqual(["test:index:Thing::a", "test:index:Thing::b"]);
  });

  test("finds a resource that an apply makes after it has waited for something else", async () => {
    const resources = await recorded(() => {
      const waited = async (): Promise<void> => {
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        make("late");
      };
      const a = make("a");
      a.id.apply(waited);
    });
    expect(keys(resources)).toEqual(["test:index:Thing::a", "test:index:Thing::late"]);
  });

  test("finds a resource that is made after some turns of the event loop", async () => {
    const resources = await recorded(async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
      new Thing("late");
    });
    expect(keys(resources)).toEqual(["test:index:Thing::late"]);
  });

  test("registers the same as an update, where ids are made up and known", async () => {
    const program = () => {
      const a = new Thing("a");
      new Thing("b", { ref: a.id });
    };
    const [preview, update] = [await recorded(program), await recorded(program, false)];
    expect(keys(update)).toEqual(keys(preview));
    expect(update.at(1)?.inputs["ref"]).toBe("a-id");
  });

  test("tells a program that depends on made-up values: it registers something else than an update", async () => {
    const program = () => {
      make("a", { value: "x" }).made.apply(() => make("hidden"));
    };
    expect(keys(await recorded(program))).toEqual(["test:index:Thing::a"]);
    expect(keys(await recorded(program, false))).toEqual(["test:index:Thing::a", "test:index:Thing::hidden"]);
  });

  test("waits for one that is still running", async () => {
    const program = (names: readonly string[]) => async () => {
      for (const name of names) {
        await new Promise(setImmediate);
        new Thing(name);
      }
    };
    const both = await Promise.all([recorded(program(["a", "b"])), recorded(program(["c", "d"]))]);
    expect(both.map(keys)).toEqual([
      ["test:index:Thing::a", "test:index:Thing::b"],
      ["test:index:Thing::c", "test:index:Thing::d"],
    ]);
  });

  test("sees the configuration it is given, and nothing of an earlier one", async () => {
    const read = async (config: Readonly<Record<string, string>>): Promise<string | undefined> => {
      let value: string | undefined;
      await record(() => (value = new pulumi.Config("atoll").get("size")), { stack: STACK, config });
      return value;
    };
    expect(await read({ "atoll:size": "3" })).toBe("3");
    expect(await read({})).toBeUndefined();
  });
});

describe("a recording fails", () => {
  test("when the program throws", async () => {
    const failed = recorded(() => {
      throw new Error("no such thing");
    });
    await expect(failed).rejects.toThrow("no such thing");
  });

  test("when a promise that nobody awaits is rejected", async () => {
    const failed = recorded(() => {
      new Thing("a");
      void Promise.reject(new Error("forgotten"));
    });
    await expect(failed).rejects.toThrow("forgotten");
  });

  test("when an apply throws", async () => {
    const failed = recorded(() => {
      const a = make("a");
      a.id.apply(() => fail("inside of apply"));
    });
    await expect(failed).rejects.toThrow("inside of apply");
  });

  test("when the program calls a provider", async () => {
    const failed = recorded(() => pulumi.runtime.invoke("aws:index/getAmi:getAmi", {}));
    await expect(failed).rejects.toThrow(
      "the program calls aws:index/getAmi:getAmi; plans must not need a provider",
    );
  });

  test("when the program reads a resource", async () => {
    const failed = recorded(() => new Thing("there", {}, { id: "id-1" }));
    await expect(failed).rejects.toThrow("the program reads there; plans must not need a provider");
  });

  test("and leaves no trace: listeners and stack traces are as before, and the next one is whole", async () => {
    const listener = () => undefined;
    process.on("unhandledRejection", listener);
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 7;
    const before = [process.listeners("unhandledRejection"), Error.stackTraceLimit];
    const failed = recorded(() => {
      throw new Error("no such thing");
    });
    await expect(failed).rejects.toThrow("no such thing");
    expect([process.listeners("unhandledRejection"), Error.stackTraceLimit]).toEqual(before);
    expect(new Error("later").stack).toContain("record.test.ts");
    Error.stackTraceLimit = limit;
    process.off("unhandledRejection", listener);
    expect(keys(await recorded(() => new Thing("a")))).toEqual(["test:index:Thing::a"]);
  });
});
