import { edited, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): ReturnType<typeof edited> => edited("clusters/dev.yaml", from, to);
const nodes = (value: string): ReturnType<typeof edited> => dev("max: 20", `max: ${value}`);
const whole = (text: string | Uint8Array): ReturnType<typeof edited> => ({ "clusters/dev.yaml": text });

const BOMB = Array.from({ length: 9 }, (_, level) => {
  const inside = level === 0 ? "lol" : `*l${level - 1}`;
  return `l${level}: &l${level} [${Array.from({ length: 9 }, () => inside).join(", ")}]`;
}).join("\n");

/** YAML as a language: what parsers accept by default and no inventory may hold. */
export const YAML_INPUTS: readonly BadInput[] = [
  bad("a version without quotes, which is a number", dev('"1.35"', "1.30"), "?"),
  bad("an account number without quotes, which loses its zero", edited("fleet.yaml", '"111122223333"', "012345678901"), "?"),
  bad("a whole number above 2^53, which loses digits", nodes("123456789012345678901"), "?"),
  bad("a number with an exponent", nodes("1e10"), "?"),
  bad("a hexadecimal number", nodes("0x1F"), "?"),
  bad("an infinite number", nodes(".inf"), "?"),
  bad("no number at all", nodes(".nan"), "?"),
  bad("minus zero", nodes("-0"), "?"),
  bad("a number with a plus sign", nodes("+5"), "?"),
  bad("a number with a fraction", nodes("20.0"), "?"),
  bad("a number with a leading zero", nodes("08"), "?"),
  bad("an octal number", nodes("0o17"), "?"),
  bad("a number with underscores, which is text", nodes("1_000"), "?"),
  bad("yes for true, which is text", edited("clusters/old.yaml", "  vpcId", "  legacy: yes\n  vpcId"), "?"),
  bad("NO for Norway, which older readers take for false", edited("regions/eu.yaml", "gdpr", "NO"), "?"),
  bad("a time of day, which older readers take for seconds", edited("regions/eu.yaml", "gdpr", "12:30:45"), "?"),
  bad("a directive that asks for YAML 1.1", whole(`%YAML 1.1\n---\n${SOUND["clusters/dev.yaml"] ?? ""}`), "?"),
  bad("a key given twice", dev("sla: 1", "sla: 1\nsla: 3"), "?"),
  bad("aliases that multiply", whole(BOMB), "?"),
  bad("an alias to itself", whole("a: &a\n  b: *a\n"), "?"),
  bad("an anchor that nobody uses", dev("region: eu", "region: &r eu"), "?"),
  bad("a merge key", dev("nodes: { max: 20 }", "nodes: { <<: { max: 20 } }"), "?"),
  bad("a key of the object machinery", dev("sla: 1", "sla: 1\n__proto__: { max: 5 }"), "?"),
  bad("a key that names a constructor", dev("sla: 1", "sla: 1\nconstructor: x"), "?"),
  bad("a tag that runs code elsewhere", dev("region: eu", "region: !!js/function eu"), "?"),
  bad("a tag that turns a number into text", dev("sla: 1", "sla: !!str 1"), "?"),
  bad("a tag on a key", dev("sla: 1", "!!str sla: 1"), "?"),
  bad("two documents in one file", whole(`${SOUND["clusters/dev.yaml"] ?? ""}---\nkind: eks\n`), "?"),
  bad("a tab as indentation", dev("nodes: { max: 20 }", "nodes:\n\tmax: 20"), "?"),
  bad("an empty file", whole(""), "?"),
  bad("a file of comments", whole("# nothing yet\n"), "?"),
  bad("a file with the word null", whole("null\n"), "?"),
  bad("a list instead of keys", whole("- kind: eks\n"), "?"),
  bad("plain text instead of keys", whole("eks\n"), "?"),
  bad("a key without a value", dev("region: eu", "region:"), "?"),
  bad("a key with null", dev("max: 20", "max: ~"), "?"),
  bad("a key alone in braces", dev("{ max: 20 }", "{ max }"), "?"),
  bad("an empty item in a list", dev("sla: 1", "sla: 1\nzones:\n  - a\n  -"), "?"),
  bad("an alias without anchor", dev("region: eu", "region: *missing"), "?"),
  bad("two colons in one line", dev("region: eu", "region: eu: west"), "?"),
  bad("a bracket that never closes", dev("{ max: 20 }", "{ max: 20"), "?"),
  bad("a NUL byte", whole("kind: eks\0\n"), "?"),
  bad("bytes that are no UTF-8", whole(Uint8Array.of(0x6b, 0x3a, 0x20, 0xff, 0xfe)), "?"),
  bad("half of a surrogate pair", edited("tenants/acme.yaml", "Acme", String.raw`"Ac\ud800me"`), "?"),
  bad("a key that is true", dev("sla: 1", "sla: 1\ntrue: 1"), "?"),
  bad("a key that is a number", dev("sla: 1", "sla: 1\n1: 1"), "?"),
  bad("a key that is a list", dev("sla: 1", "sla: 1\n? [a]\n: 1"), "?"),
  bad("a file larger than 1 MiB", whole(`kind: eks # ${"x".repeat(2 ** 20)}\n`), "?"),
  bad("values nested more than 32 deep", whole(`kind: ${"[".repeat(33)}${"]".repeat(33)}\n`), "?"),
];
