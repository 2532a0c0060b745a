import type { Inputs, Refusals } from "../kind.ts";
import { choiceRefusal } from "./eks.ts";

const FROM_14 = [14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

/** Words that a tunnel's lists may hold, as the provider knows them. */
const LISTS: Readonly<Record<string, readonly (string | number)[]>> = {
  IkeVersions: ["ikev1", "ikev2"],
  Phase1DhGroupNumbers: [2, ...FROM_14],
  Phase2DhGroupNumbers: [2, 5, ...FROM_14],
  Phase1EncryptionAlgorithms: ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
  Phase2EncryptionAlgorithms: ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
  Phase1IntegrityAlgorithms: ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
  Phase2IntegrityAlgorithms: ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
};

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  DpdTimeoutAction: ["clear", "none", "restart"],
  StartupAction: ["add", "start"],
};

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-tunnel-authentication-options.html */
const SHARED_KEY = /^[1-9A-Za-z._][0-9A-Za-z._]{7,63}$/;

/** What a tunnel is not asked for. */
export function tunnelRefusals(inputs: Inputs): Refusals {
  return ["tunnel1", "tunnel2"].flatMap((tunnel) => [
    ...Object.entries(LISTS).flatMap(([option, words]) => listRefusals(inputs, `${tunnel}${option}`, words)),
    ...Object.entries(CHOICES).flatMap(([option, words]) =>
      choiceRefusal(inputs, `${tunnel}${option}`, words),
    ),
    ...keyRefusals(inputs, `${tunnel}PresharedKey`),
  ]);
}

function listRefusals(inputs: Inputs, name: string, words: readonly (string | number)[]): Refusals {
  const given: unknown = inputs.all[name];
  if (!Array.isArray(given)) return [];
  const isNumeric = typeof words[0] === "number";
  const choices = words.map((word) => (isNumeric ? `${word}` : `"${word}"`)).join(" ");
  return given
    .filter((word: unknown) => !words.some((one) => one === word))
    .map((word: unknown) => [name, `expected ${name} to be one of [${choices}], got ${String(word)}`]);
}

function keyRefusals(inputs: Inputs, name: string): Refusals {
  const key = inputs.optionalText(name);
  if (key === undefined || SHARED_KEY.test(key)) return [];
  const rule = "8 to 64 letters, digits, periods and underscores, and no zero at the start";
  return [[name, `expected ${name} to be ${rule}`]];
}
