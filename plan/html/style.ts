/** Looks of the report: it follows the browser's choice of light or dark, and prints. */
export const STYLE = `
:root { color-scheme: light dark; --back: #f6f7f9; --card: #fff; --ink: #1c2330; --quiet: #5c6675; --line: #dfe3ea;
  --code: #f0f2f6; --red: #b3261e; --red-back: #fdecea; --orange: #9a5b00; --orange-back: #fff4e0; --green: #1d6b3c;
  --green-back: #e7f5ec; --blue: #1f5fae; --blue-back: #e8f0fb; }
@media (prefers-color-scheme: dark) { :root { --back: #12161d; --card: #1b212b; --ink: #e4e8ee; --quiet: #98a2b3;
  --line: #2f3846; --code: #242c38; --red: #ff8a80; --red-back: #3a1d1d; --orange: #ffc266; --orange-back: #3a2c14;
  --green: #7bd69b; --green-back: #17301f; --blue: #8ab8f5; --blue-back: #1a2a40; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1160px; margin: 0 auto; padding: 24px 20px 64px; }
h1 { font-size: 21px; line-height: 1.35; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 32px 0 10px; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.verdict { border-radius: 10px; padding: 18px 22px; border-left: 6px solid; }
.verdict p { margin: 6px 0 0; color: var(--ink); }
main > header { overflow-wrap: anywhere; }
.dangerous, .violated { background: var(--red-back); border-color: var(--red); }
.dangerous h1, .violated h1 { color: var(--red); }
.changed { background: var(--blue-back); border-color: var(--blue); }
.changed h1 { color: var(--blue); }
.none { background: var(--green-back); border-color: var(--green); }
.none h1 { color: var(--green); }
.counts { display: flex; flex-wrap: wrap; gap: 10px; margin: 16px 0 0; padding: 0; list-style: none; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 6px 14px; color: var(--quiet); }
.counts b { color: var(--ink); font-size: 18px; margin-right: 4px; }
.notes { color: var(--quiet); }
input { width: 100%; margin: 24px 0 0; padding: 10px 14px; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; }
input:focus { outline: 2px solid var(--blue); outline-offset: 1px; }
ul.list { margin: 0; padding: 0; list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
ul.list li { padding: 8px 14px; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
ul.list li:first-child { border-top: 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 7px 14px; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; font-size: 13px; }
td.side { min-width: 130px; }
td .line { display: block; white-space: pre-wrap; }
.tag { display: inline-block; border-radius: 5px; padding: 0 7px; font-size: 12.5px; font-weight: 600; white-space: nowrap; }
.replaced, .deleted, .mandatory { color: var(--red); background: var(--red-back); }
.updated, .protected, .unlike { color: var(--orange); background: var(--orange-back); }
.added { color: var(--green); background: var(--green-back); }
.advisory, .alike { color: var(--blue); background: var(--blue-back); }
.type { color: var(--quiet); }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 10px 0; }
details > summary { cursor: pointer; padding: 10px 14px; font-weight: 600; overflow-wrap: anywhere; }
details > .inside { padding: 0 14px 14px; }
details .scroll { border-radius: 6px; margin-top: 8px; }
details.members { margin: 10px 0 0; border: 0; background: none; color: var(--quiet); overflow-wrap: anywhere; }
details.members > summary { padding: 4px 0; font-weight: 400; }
details.members > .inside { padding: 0; }
details ul.list { margin: 0 0 10px; }
.quiet { color: var(--quiet); }
[hidden] { display: none !important; }
@media print { input { display: none; } body { background: none; } }
`;

/** Hides what does not hold the text that is looked for; groups that hold it are unfolded. */
export const SCRIPT = `
const box = document.querySelector("input");
const rows = [...document.querySelectorAll("[data-find]")];
const open = new Map([...document.querySelectorAll("details")].map((one) => [one, one.open]));
box.addEventListener("input", () => {
  const wanted = box.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
    if (row.tagName === "DETAILS") row.open = wanted === "" ? open.get(row) : !row.hidden;
    if (!row.hidden) count += 1;
  }
  document.querySelector("#found").textContent = wanted === "" ? "" : count + " of " + rows.length + " entries";
});
`;
