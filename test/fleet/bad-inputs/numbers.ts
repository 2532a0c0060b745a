import { edited, type Files } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const nodes = (value: string): Files => dev("max: 20", `max: ${value}`);

/** Values that one reader takes for a number or a truth, and another for text. */
export const NUMBER_INPUTS: readonly BadInput[] = [
  bad(
    "a version without quotes, which is a number",
    dev('"1.35"', "1.30"),
    'clusters/dev.yaml:5:13 kubernetes: expected a plain whole number, got 1.30; if it is text, quote it: "1.30"',
  ),
  bad(
    "an account number without quotes, which loses its zero",
    edited("fleet.yaml", '"111122223333"', "012345678901"),
    'fleet.yaml:5:9 accounts.main.id: expected a plain whole number, got 012345678901; if it is text, quote it: "012345678901"',
  ),
  bad(
    "a whole number above 2^53, which loses digits",
    nodes("123456789012345678901"),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number below 2^53, got 123456789012345678901; if it is text, quote it: "123456789012345678901"',
  ),
  bad(
    "a number with an exponent",
    nodes("1e10"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got 1e10; if it is text, quote it: "1e10"',
  ),
  bad(
    "a hexadecimal number",
    nodes("0x1F"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got 0x1F; if it is text, quote it: "0x1F"',
  ),
  bad(
    "an infinite number",
    nodes(".inf"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got .inf; if it is text, quote it: ".inf"',
  ),
  bad(
    "no number at all",
    nodes(".nan"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got .nan; if it is text, quote it: ".nan"',
  ),
  bad(
    "minus zero",
    nodes("-0"),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number below 2^53, got -0; if it is text, quote it: "-0"',
  ),
  bad(
    "a number with a plus sign",
    nodes("+5"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got +5; if it is text, quote it: "+5"',
  ),
  bad(
    "a number with a fraction",
    nodes("20.0"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got 20.0; if it is text, quote it: "20.0"',
  ),
  bad(
    "a number with a leading zero",
    nodes("08"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got 08; if it is text, quote it: "08"',
  ),
  bad(
    "an octal number",
    nodes("0o17"),
    'clusters/dev.yaml:6:15 nodes.max: expected a plain whole number, got 0o17; if it is text, quote it: "0o17"',
  ),
  bad(
    "a number with underscores, which is text",
    nodes("1_000"),
    'clusters/dev.yaml:6:15 nodes.max: expected a whole number in 1..5000, got "1_000"',
  ),
  bad(
    "yes for true, which is text",
    edited("clusters/old.yaml", "  vpcId", "  legacy: yes\n  vpcId"),
    'clusters/old.yaml:8:11 network.legacy: expected true or false, got "yes"',
  ),
  bad(
    "NO for Norway, which older readers take for false",
    edited("regions/eu.yaml", "gdpr", "NO"),
    'regions/eu.yaml:3:15 jurisdiction: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "NO"',
  ),
  bad(
    "a time of day, which older readers take for seconds",
    edited("regions/eu.yaml", "gdpr", "12:30:45"),
    'regions/eu.yaml:3:15 jurisdiction: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "12:30:45"',
  ),
];
