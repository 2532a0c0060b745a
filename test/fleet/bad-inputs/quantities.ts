import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const nodes = (value: string): Files => edited("clusters/dev.yaml", "max: 20", `max: ${value}`);
const network = (text: string): Files => ({
  "clusters/dev.yaml": `${SOUND["clusters/dev.yaml"] ?? ""}network: ${text}\n`,
});
const retiring = (day: string): Files =>
  edited("tenants/acme.yaml", "tier: pooled", `lifecycle: retiring\nretireAfter: ${day}\ntier: pooled`);

/** Counts, quantities and days. */
export const QUANTITY_INPUTS: readonly BadInput[] = [
  bad(
    "a negative number",
    nodes("-5"),
    "clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got -5",
  ),
  bad(
    "zero nodes",
    nodes("0"),
    "clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got 0",
  ),
  bad(
    "more nodes than EKS can have",
    nodes("5001"),
    "clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got 5001",
  ),
  bad(
    "a decimal comma, which is text or a list",
    nodes('"1,5"'),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got "1,5"',
  ),
  bad(
    "a quantity with a unit",
    nodes("20k"),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got "20k"',
  ),
  bad(
    "more pods per node than a node can run",
    edited("clusters/dev.yaml", "max: 20", "max: 20, podsPerNode: 251"),
    "clusters/dev.yaml:6:32 nodes.podsPerNode: expected a whole number in 1..250, got 251",
  ),
  bad(
    "a quarantine that is negative",
    edited("fleet.yaml", "  supernets", "  quarantineDays: -1\n  supernets"),
    "fleet.yaml:8:19 addresses.quarantineDays: expected a whole number in 0..3650, got -1",
  ),
  bad(
    "a retention of zero days",
    network("{ mode: create, flowLogRetentionDays: 0 }"),
    "clusters/dev.yaml:7:48 network.flowLogRetentionDays: expected a whole number in 1..3653, got 0",
  ),
  bad(
    "a retention of more than ten years",
    network("{ mode: create, flowLogRetentionDays: 3654 }"),
    "clusters/dev.yaml:7:48 network.flowLogRetentionDays: expected a whole number in 1..3653, got 3654",
  ),
  bad(
    "a retention that CloudWatch does not offer",
    network("{ mode: create, flowLogRetentionDays: 31 }"),
    "clusters/dev.yaml:7:48 network.flowLogRetentionDays: expected a number of days that CloudWatch offers, got 31; write 60",
  ),
  bad(
    "a retention with a unit",
    network("{ mode: create, flowLogRetentionDays: 30d }"),
    'clusters/dev.yaml:7:48 network.flowLogRetentionDays: expected a whole number in 1..3653, got "30d"',
  ),
  bad(
    "a day that does not exist",
    retiring("2026-02-30"),
    'tenants/acme.yaml:3:14 retireAfter: expected a day such as "2026-11-24", got "2026-02-30"',
  ),
  bad(
    "a day without leading zeros",
    retiring("2026-2-3"),
    'tenants/acme.yaml:3:14 retireAfter: expected a day such as "2026-11-24", got "2026-2-3"',
  ),
  bad(
    "a day in another order",
    retiring("24.11.2026"),
    'tenants/acme.yaml:3:14 retireAfter: expected a day such as "2026-11-24", got "24.11.2026"',
  ),
  bad(
    "a day with a time",
    retiring("2026-11-24T10:00:00Z"),
    'tenants/acme.yaml:3:14 retireAfter: expected a day such as "2026-11-24", got "2026-11-24T10:00:00Z"',
  ),
];
