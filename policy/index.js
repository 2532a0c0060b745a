// Plain JavaScript, so that a Node too old for TypeScript can still say so. Pulumi starts the `node` it finds on PATH.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `atoll policies: expected Node 22.18 or newer on PATH, got ${process.versions.node}; install Node 24 from nodejs.org\n`,
  );
  process.exit(32);
}

const today = new Date().toISOString().slice(0, 10);

import("./pack.ts").then(({ servePack }) => servePack(today));
