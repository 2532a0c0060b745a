import { test, expect } from "vitest";
import { writeFileSync } from "node:fs";
import { loaderFaults } from "./written-inventory.ts";
const out: Record<string, unknown[]> = {};
for (const f of ["yaml","keys","names","networks","quantities","semantics"]) {
  test(f, async () => {
    const m = await import(`./bad-inputs/${f}.ts`);
    const rows = Object.values(m).find(Array.isArray) as any[];
    out[f] = rows.map((r) => { try { return { row: r.row, faults: loaderFaults(r.files), had: r.faults }; } catch (e) { return { row: r.row, faults: ["CRASH " + String((e as Error).stack).slice(0,400)], had: r.faults }; } });
    writeFileSync("/tmp/filled.json", JSON.stringify(out, null, 1));
    expect(1).toBe(1);
  });
}
