/** The Pulumi CLI that a sandbox runs. */
export interface PulumiTool {
  readonly path: string;
  readonly version: string;
  /** The official CLI brings its own language host; a built one needs the stand-in. */
  readonly origin: "installed" | "built";
}
