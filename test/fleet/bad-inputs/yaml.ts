import { edited, type Files, SOUND } from "../written-inventory.ts";
import { bad, type BadInput } from "./bad-input.ts";

const dev = (from: string, to: string): Files => edited("clusters/dev.yaml", from, to);
const whole = (text: string | Uint8Array): Files => ({ "clusters/dev.yaml": text });

const BOMB = Array.from({ length: 9 }, (_, level) => {
  const inside = level === 0 ? "lol" : `*l${level - 1}`;
  return `l${level}: &l${level} [${Array.from({ length: 9 }, () => inside).join(", ")}]`;
}).join("\n");

/** YAML as a language: what parsers accept by default and no inventory may hold. */
export const YAML_INPUTS: readonly BadInput[] = [
  bad(
    "a directive that asks for YAML 1.1",
    whole(`%YAML 1.1\n---\n${SOUND["clusters/dev.yaml"] ?? ""}`),
    "clusters/dev.yaml:1:1: expected YAML 1.2, got 1.1; remove the %YAML line",
  ),
  bad(
    "a key given twice",
    dev("sla: 1", "sla: 1\nsla: 3"),
    'clusters/dev.yaml:5:1 sla: expected each key once, got "sla"; remove one of them',
  ),
  bad(
    "aliases that multiply",
    whole(BOMB),
    "clusters/dev.yaml:1:9 l0: expected a value without anchor &l0, got a list",
    "clusters/dev.yaml:2:9 l1: expected a value without anchor &l1, got a list",
    "clusters/dev.yaml:3:9 l2: expected a value without anchor &l2, got a list",
    "clusters/dev.yaml:4:9 l3: expected a value without anchor &l3, got a list",
    "clusters/dev.yaml:5:9 l4: expected a value without anchor &l4, got a list",
    "clusters/dev.yaml:6:9 l5: expected a value without anchor &l5, got a list",
    "clusters/dev.yaml:7:9 l6: expected a value without anchor &l6, got a list",
    "clusters/dev.yaml:8:9 l7: expected a value without anchor &l7, got a list",
    "clusters/dev.yaml:9:9 l8: expected a value without anchor &l8, got a list",
  ),
  bad(
    "an alias to itself",
    whole("a: &a\n  b: *a\n"),
    "clusters/dev.yaml:2:3 a: expected a value without anchor &a, got a map",
  ),
  bad(
    "an anchor that nobody uses",
    dev("region: eu", "region: &r eu"),
    'clusters/dev.yaml:2:12 region: expected a value without anchor &r, got "eu"',
  ),
  bad(
    "a merge key",
    dev("nodes: { max: 20 }", "nodes: { <<: { max: 20 } }"),
    'clusters/dev.yaml:6:10 nodes.<<: expected a key of the schema, got "<<"; merge keys are not read; write the keys out',
  ),
  bad(
    "a key of the object machinery",
    dev("sla: 1", "sla: 1\n__proto__: { max: 5 }"),
    'clusters/dev.yaml:5:1 __proto__: expected another key, got "__proto__"',
  ),
  bad(
    "a key that names a constructor",
    dev("sla: 1", "sla: 1\nconstructor: x"),
    'clusters/dev.yaml:5:1 constructor: expected another key, got "constructor"',
  ),
  bad(
    "a tag that runs code elsewhere",
    dev("region: eu", "region: !!js/function eu"),
    "clusters/dev.yaml:2:9: expected valid YAML 1.2; unresolved tag: tag:yaml.org,2002:js/function",
  ),
  bad(
    "a tag that turns a number into text",
    dev("sla: 1", "sla: !!str 1"),
    'clusters/dev.yaml:4:12 sla: expected a value without tag tag:yaml.org,2002:str, got "1"',
  ),
  bad(
    "a tag on a key",
    dev("sla: 1", "!!str sla: 1"),
    'clusters/dev.yaml:4:7 sla: expected a key without anchor or tag, got "sla"',
  ),
  bad(
    "two documents in one file",
    whole(`${SOUND["clusters/dev.yaml"] ?? ""}---\nkind: eks\n`),
    "clusters/dev.yaml:7:1: expected valid YAML 1.2; source contains multiple documents; please use YAML.parseAllDocuments()",
  ),
  bad(
    "a tab as indentation",
    dev("nodes: { max: 20 }", "nodes:\n\tmax: 20"),
    "clusters/dev.yaml:7:1: expected valid YAML 1.2; tabs are not allowed as indentation",
  ),
  bad(
    "an empty file",
    whole(""),
    "clusters/dev.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
  ),
  bad(
    "a file of comments",
    whole("# nothing yet\n"),
    "clusters/dev.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
  ),
  bad(
    "a file with the word null",
    whole("null\n"),
    "clusters/dev.yaml:1:1: expected keys and values, got nothing; an empty file never means delete; use lifecycle: retiring",
  ),
  bad(
    "a list instead of keys",
    whole("- kind: eks\n"),
    "clusters/dev.yaml:1:1: expected keys and values, got a list",
  ),
  bad(
    "plain text instead of keys",
    whole("eks\n"),
    'clusters/dev.yaml:1:1: expected keys and values, got "eks"',
  ),
  bad(
    "a key without a value",
    dev("region: eu", "region:"),
    "clusters/dev.yaml:2:8 region: expected a value, got nothing; an empty value is not a default; remove the key",
  ),
  bad(
    "a key with null",
    dev("max: 20", "max: ~"),
    "clusters/dev.yaml:6:15 nodes.max: expected a value, got ~; an empty value is not a default; remove the key",
  ),
  bad(
    "a key alone in braces",
    dev("{ max: 20 }", "{ max }"),
    'clusters/dev.yaml:6:10 nodes.max: expected a value, got "max"; a key alone is not a default; remove it',
  ),
  bad(
    "an empty item in a list",
    dev("sla: 1", "sla: 1\nzones:\n  - a\n  -"),
    "clusters/dev.yaml:7:4 zones[1]: expected a value, got nothing; an empty value is not a default; remove the key",
  ),
  bad(
    "an alias without anchor",
    dev("region: eu", "region: *missing"),
    "clusters/dev.yaml:2:9 region: expected a value, got *missing; write it out; aliases are not read",
  ),
  bad(
    "two colons in one line",
    dev("region: eu", "region: eu: west"),
    "clusters/dev.yaml:2:9: expected valid YAML 1.2; nested mappings are not allowed in compact mappings",
  ),
  bad(
    "a bracket that never closes",
    dev("{ max: 20 }", "{ max: 20"),
    "clusters/dev.yaml:7:1: expected valid YAML 1.2; flow map in block collection must be sufficiently indented and end with a }",
  ),
  bad("a NUL byte", whole("kind: eks\0\n"), "clusters/dev.yaml:1:10: expected text, got a NUL byte"),
  bad(
    "bytes that are no UTF-8",
    whole(Uint8Array.of(0x6b, 0x3a, 0x20, 0xff, 0xfe)),
    "clusters/dev.yaml:1:4: expected UTF-8 text, got other bytes; save the file as UTF-8",
  ),
  bad(
    "half of a surrogate pair",
    edited("tenants/acme.yaml", "Acme", String.raw`"Ac\ud800me"`),
    'tenants/acme.yaml:1:14 displayName: expected visible text on one line, got "Ac\\ud800me"; remove what does not show: control, direction or zero-width characters',
  ),
  bad(
    "a key that is true",
    dev("sla: 1", "sla: 1\ntrue: 1"),
    "clusters/dev.yaml:5:1: expected a key that is text, got true; quote the key",
  ),
  bad(
    "a key that is a number",
    dev("sla: 1", "sla: 1\n1: 1"),
    "clusters/dev.yaml:5:1: expected a key that is text, got 1; quote the key",
  ),
  bad(
    "a key that is a list",
    dev("sla: 1", "sla: 1\n? [a]\n: 1"),
    "clusters/dev.yaml:5:3: expected a key that is text, got a list",
  ),
  bad(
    "a file larger than 128 KiB",
    whole(`kind: eks # ${"x".repeat(2 ** 17)}\n`),
    "clusters/dev.yaml: expected a file of at most 128 KiB, got 131085 bytes",
  ),
  bad(
    "values nested more than 32 deep",
    whole(`kind: ${"[".repeat(33)}${"]".repeat(33)}\n`),
    "clusters/dev.yaml:1:39 kind[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: expected at most 32 levels, got a list",
  ),
  bad(
    "lists nested so deep that the parser gives up",
    whole(`${"- ".repeat(20_000)}eks\n`),
    "clusters/dev.yaml:1:1: expected at most 32 levels",
  ),
  bad(
    "lists nested so deep that the parser breaks down",
    whole(`${"- ".repeat(20_000)}eks\nkind: eks\n`),
    "clusters/dev.yaml:1:1: expected at most 32 levels",
  ),
  bad(
    "a hundred thousand commas, of which the first stumbles are told",
    whole(`kind: [${",".repeat(100_000)}`),
    ...[9, 10, 11, 12, 13].map(
      (column) => `clusters/dev.yaml:1:${column}: expected valid YAML 1.2; unexpected , in flow sequence`,
    ),
  ),
  bad(
    "a hundred thousand open placeholders",
    whole((SOUND["clusters/dev.yaml"] ?? "").replace("region: eu", `region: "${"{{".repeat(50_000)}"`)),
    `clusters/dev.yaml:2:9 region: expected a lower-case name of letters, digits and single hyphens that starts with a letter, got "${"{".repeat(56)}...`,
    `clusters/dev.yaml:2:9 region: expected at most 20 characters, got "${"{".repeat(56)}...; names derived from it have limits`,
    `clusters/dev.yaml:2:9 region: expected a final value, got "${"{".repeat(56)}...; a placeholder was left unresolved`,
  ),
  bad(
    "a key with characters that a terminal obeys",
    dev("sla: 1", String.raw`sla: 1` + "\n" + String.raw`"\e[2J\u202e": 1`),
    String.raw`clusters/dev.yaml:5:1 \u{1b}[2J\u{202e}: expected one of the keys kind, provider, region, environment, sla, profile, addOns, platformReplicas, kubernetes, zones, serviceCidr, nodes, access, accessRoles, controlPlane, network, k3s, hosts, attached, oidc, protect, cells, tenantGuards, replaces, switchOver, traffic, adopt, lifecycle, retireAfter, got "\u001b[2J\u{202e}"`,
  ),
];
