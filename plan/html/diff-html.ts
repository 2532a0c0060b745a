import { createHash } from "node:crypto";
import { affectedText } from "../affected.ts";
import { irreversibleTexts } from "../dangers.ts";
import { reportOf } from "../diff-report.ts";
import { fateText, headline, moveTexts, totalCounts } from "../diff-words.ts";
import type { FleetDiff } from "../fleet-diff.ts";
import { groupsSummary, stillTenantsText, stillText } from "../groups/group-words.ts";
import type { DiffGroup } from "../groups/groups.ts";
import { minorTexts } from "../minor-moves.ts";
import { rollTexts } from "../node-rolls.ts";
import { policyText } from "../policy-words.ts";
import { releaseDangers } from "../rendered/release-words.ts";
import { groupHtml, riskTableRows } from "./group-html.ts";
import { html, type Html } from "./markup.ts";
import { releasesHtml } from "./releases-html.ts";
import { SCRIPT, STYLE } from "./style.ts";

export interface HtmlOptions {
  /** What the plans are compared with, such as `main`. */
  readonly revision: string;
  readonly notes: readonly string[];
}

/** Groups up to this number are all unfolded; of more, only those that differ from a larger one. */
const FEW_GROUPS = 6;

/** A diff as one file for a browser: it loads nothing and runs nothing but its own search, and shows everything. */
export function diffHtml(diff: FleetDiff, { revision, notes }: HtmlOptions): string {
  const { verdict, groups, affected } = reportOf(diff);
  const summary = groupsSummary(groups);
  const body = html`<main>
    <header class="verdict ${verdict.level}">
      <h1>${verdict.text}</h1>
      <p>${headline(diff)}, against <code>${revision}</code></p>
      ${diff.changed.length === 0 ? undefined : html`<p>Affects ${affectedText(affected)}</p>`}
      ${summary === undefined ? undefined : html`<p>Alike: ${summary}</p>`}
    </header>
    ${countsHtml(diff)} ${notes.map((note) => html`<p class="notes">Note: ${note}</p>`)}
    <input type="search" placeholder="Search stacks, tenants, resources, values" aria-label="Search" />
    <p id="found" class="quiet" role="status"></p>
    ${section("Look at these first", dangersHtml(diff, groups))} ${section("Rules", rulesHtml(diff))}
    ${section("Replaced or deleted", risksHtml(groups))}
    ${section(
      "All changes",
      groups.map((group) => groupHtml(group, groups.length <= FEW_GROUPS || group.deviation.length > 0)),
    )}
    ${section("Inside of charts", releasesHtml(diff.charts ?? []))} ${stillHtml(diff, groups)}
  </main>`;
  return page(body, verdict.text);
}

function page(body: Html, title: string): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${{ html: policy }}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title}</title>`;
  return `<!doctype html>\n<html lang="en">\n<head>\n${head.html}\n<style>${STYLE}</style>\n</head>\n<body>\n${body.html}\n<script>${SCRIPT}</script>\n</body>\n</html>\n`;
}

/** By its hash a browser runs this script, or takes this style, and no other that might have got in. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function section(title: string, parts: readonly Html[]): Html | undefined {
  return parts.length === 0
    ? undefined
    : html`<section>
        <h2>${title}</h2>
        ${parts}
      </section>`;
}

function countsHtml(diff: FleetDiff): Html | undefined {
  if (diff.changed.length === 0) return undefined;
  const counts = Object.entries({ ...totalCounts(diff) }).map(
    ([what, count]: [string, number]) => html`<li><b>${count}</b> ${what}</li>`,
  );
  return html`<ul class="counts">
    ${counts}
  </ul>`;
}

function dangersHtml(diff: FleetDiff, groups: readonly DiffGroup[]): readonly Html[] {
  const stacks = groups.map(({ shown }) => shown);
  const texts = [
    ...stacks.flatMap((stack) => [fateText(stack) ?? [], moveTexts(stack)].flat()),
    ...stacks.flatMap(irreversibleTexts),
    ...releaseDangers(diff),
    ...stacks.flatMap(minorTexts),
    ...stacks.flatMap(rollTexts),
  ];
  const items = [...new Set(texts)].map((text) => html`<li data-find>${text}</li>`);
  return items.length === 0
    ? []
    : [
        html`<ul class="list">
          ${items}
        </ul>`,
      ];
}

function rulesHtml({ policy, changed }: FleetDiff): readonly Html[] {
  if (policy === undefined || changed.length === 0) return [];
  const item = ({ stack, resource, rule, level, text }: (typeof policy.come)[number]): Html =>
    html`<li data-find>
      <span class="tag ${level}">${level}</span> ${stack} <code>${resource}</code> ${rule}: ${text}
    </li>`;
  const gone = policy.gone.map(
    ({ stack, resource, rule }) =>
      html`<li data-find><span class="tag added">gone</span> ${stack} <code>${resource}</code> ${rule}</li>`,
  );
  const items = [...policy.come.map(item), ...gone];
  return [
    html`<p>${policyText(policy)}</p>`,
    ...(items.length === 0
      ? []
      : [
          html`<ul class="list">
            ${items}
          </ul>`,
        ]),
  ];
}

function risksHtml(groups: readonly DiffGroup[]): readonly Html[] {
  const rows = groups.flatMap(riskTableRows);
  if (rows.length === 0) return [];
  return [
    html`<div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Stack</th>
            <th></th>
            <th>Resource</th>
            <th>Because of</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`,
  ];
}

function stillHtml(diff: FleetDiff, groups: readonly DiffGroup[]): readonly Html[] {
  if (diff.changed.length === 0) return [];
  const texts = [...(diff.unchanged === 0 ? [] : [stillText(diff, groups)]), stillTenantsText(diff, groups)];
  return texts.flatMap((text) => (text === undefined ? [] : [html`<p class="quiet">${text}</p>`]));
}
