import { expect, test } from "vitest";
import { ADD_ONS } from "../../../components/platform/add-ons.ts";
import type { AddOnContract } from "../../../components/platform/contract.ts";

const CONTRACTS = Object.values(ADD_ONS).map(({ contract }) => contract);

/** Ports at which one namespace lets another in; undefined where it lets everybody in that is stated so. */
function openPorts({ traffic }: AddOnContract, from: string): readonly number[] {
  return Object.values(traffic).flatMap((one) => {
    if (!("from" in one)) return [];
    if (one.from === "anywhere") return one.ports;
    return one.from === "namespace" && one.namespace === from ? one.ports : [];
  });
}

test("what an add-on says it reaches of another, that one lets in", () => {
  const shut = CONTRACTS.flatMap((caller) =>
    Object.entries(caller.traffic).flatMap(([name, one]) => {
      if (!("to" in one) || one.to !== "namespace") return [];
      const there = CONTRACTS.filter(({ namespace }) => namespace === one.namespace);
      const open = there.flatMap((callee) => openPorts(callee, caller.namespace));
      const missing = one.ports.filter((port) => !open.includes(port));
      return there.length === 0 || missing.length === 0
        ? []
        : [`${caller.name} ${name}: ${one.namespace} is shut at ${missing.join(", ")}`];
    }),
  );
  expect(shut).toEqual([]);
  expect(CONTRACTS.length).toBeGreaterThan(10);
});
