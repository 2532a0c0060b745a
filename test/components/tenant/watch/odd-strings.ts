import fc from "fast-check";
import { isEntryId } from "../../../../fleet/schema/scalars.ts";

/** What ends a field, a line, a quotation, a template or a pattern somewhere. */
const HOSTILE = [
  'a"b',
  "a'b",
  "a\\",
  "a\nb: c",
  "a\r\ng, everybody, role:admin",
  "a, role:admin",
  "{{ .name }}",
  "{{ $labels.tenant }}",
  "${x}",
  "*",
  ".*",
  "a|b",
  "a) or vector(1) #",
  'a"} or up{b="',
  "<script>",
  "- a",
  "a: b",
  "# a",
  "!!js/function x",
  "&a *a",
  "~",
  "null",
  "true",
  "0x10",
  "1e3",
  "__proto__",
  "\u202eemca",
  "\u0430cme",
  "a\u2028b",
  "../../rival",
  "rival--live",
  "",
];

/** Any text, the kinds that break something above all. */
export const oddText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
);

/** What is right nearly always, and odd now and then. */
export const mostly = (sound: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 60, arbitrary: sound }, { weight: 1, arbitrary: oddText });

/** Any id that the schema takes, words of YAML and those with hyphens among them. */
export const soundId = fc
  .oneof(
    fc.constantFrom("acme", "acme-dev", "null", "true", "on", "svc", "a-b-c", "x1"),
    fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/),
  )
  .filter(isEntryId);

const of = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern);

const host = of(/^[a-z][a-z0-9-]{0,8}[a-z0-9]\.[a-z]{2,6}$/);
const path = of(/^[a-z0-9_~][\w.~-]{0,8}$/);
const repository = fc
  .tuple(fc.constantFrom("https://", "ssh://git@"), host, path, path)
  .map(([scheme, at, owner, name]) => `${scheme}${at}/${owner}/${name}`);

const query = fc.record({
  metric: mostly(of(/^[a-zA-Z_:][\w:]{0,12}$/)),
  labels: fc.dictionary(mostly(of(/^[a-zA-Z_]\w{0,8}$/)), mostly(of(/^[\w.:/@-]{1,12}$/)), { maxKeys: 3 }),
  rate: fc.boolean(),
  perPod: fc.integer({ min: 1, max: 1000 }),
});

const application = fc.record({
  repository: mostly(repository),
  path: mostly(of(/^[a-z0-9_][\w.-]{0,8}$/)),
  tool: fc.constantFrom("helm", "kustomize"),
  revisions: fc.record({ live: mostly(of(/^[\w^~<>=*][\w.*-]{0,8}$/)) }),
  hosts: fc.record({ live: fc.uniqueArray(mostly(host), { maxLength: 2 }) }),
  scaling: fc.record({ query }),
});

const group = of(/^[A-Za-z0-9][\w.@:/-]{0,12}$/);

/** Entry of a tenant as a person, or somebody who means harm, could write it. */
export const oddEntry = fc.record({
  displayName: fc.oneof({ weight: 5, arbitrary: fc.constant("Acme") }, { weight: 2, arbitrary: oddText }),
  tier: fc.constant("pooled"),
  size: fc.constant("small"),
  environments: fc.constant({ live: { cluster: "dev" } }),
  groups: fc.record({
    developers: fc.uniqueArray(mostly(group), { minLength: 1, maxLength: 3 }),
    viewers: fc.uniqueArray(mostly(group), { minLength: 1, maxLength: 3 }),
  }),
  registries: fc.uniqueArray(mostly(of(/^[a-z][a-z0-9.-]{0,8}(\/[a-z0-9_]{1,4})?$/)), { maxLength: 3 }),
  costCentre: mostly(of(/^[A-Za-z0-9]([\w.-]{0,8}[A-Za-z0-9])?$/)),
  slo: fc.constant({ availability: "99.5", latencyMilliseconds: 300 }),
  applications: fc.dictionary(mostly(soundId), application, { maxKeys: 3 }),
});
