/** What the command line ends with besides 0: scripts decide by it, so a number never changes its meaning. */
export const EXIT = { failed: 1, changed: 2, violated: 3, dangerous: 4 } as const;
