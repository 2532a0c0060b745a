import { createHash } from "node:crypto";
import { execa } from "execa";
import type { JsonMap } from "../../plan/json.ts";
import { manifestDocuments } from "../../plan/rendered/manifest-objects.ts";
import type { CachedArchive } from "../catalog/cache.ts";

export interface RenderRequest {
  readonly archive: CachedArchive;
  /** Name of the release. */
  readonly name: string;
  readonly namespace: string;
  readonly values: JsonMap;
  /** Minor of the cluster, such as 1.35. @default - the one that helm was built with */
  readonly kubernetes?: string;
  /** What the cluster knows besides what Kubernetes brings. */
  readonly apiVersions: readonly string[];
  readonly includeCrds: boolean;
}

/** How long one chart may take. */
const TIMEOUT_MILLISECONDS = 120_000;

/** Helm could not render a chart; the message is the first line of why. */
export class RenderFailure extends Error {}

/** Renders charts with a helm of this machine, each of the same inputs once. */
export class ChartRenderer {
  readonly #helm: string;
  readonly #home: string;
  readonly #done = new Map<string, Promise<readonly string[]>>();

  /** @param home an empty folder, so that no repository, plugin or password of the person is read */
  constructor(helm: string, home: string) {
    this.#helm = helm;
    this.#home = home;
  }

  /** Documents of YAML. @param round another number renders once more, to see what a chart makes up. @throws RenderFailure */
  render(request: RenderRequest, round = 0): Promise<readonly string[]> {
    const { archive, ...rest } = request;
    const key = createHash("sha256")
      .update(JSON.stringify([archive.digest, rest, round]))
      .digest("hex");
    const done = this.#done.get(key) ?? this.#run(request);
    this.#done.set(key, done);
    return done;
  }

  async #run(request: RenderRequest): Promise<readonly string[]> {
    const { stdout, stderr, exitCode, timedOut } = await execa(this.#helm, templateArgs(request), {
      input: JSON.stringify(request.values),
      env: {
        HELM_CACHE_HOME: `${this.#home}/cache`,
        HELM_CONFIG_HOME: `${this.#home}/config`,
        HELM_DATA_HOME: `${this.#home}/data`,
        HELM_PLUGINS: `${this.#home}/plugins`,
        // Nothing is asked of a cluster, and no context of the person decides anything.
        KUBECONFIG: `${this.#home}/kubeconfig`,
      },
      reject: false,
      timeout: TIMEOUT_MILLISECONDS,
      maxBuffer: Number.MAX_SAFE_INTEGER,
      stripFinalNewline: false,
    });
    if (timedOut) throw new RenderFailure(`helm did not end within ${TIMEOUT_MILLISECONDS / 1000} s`);
    if (exitCode !== 0) throw new RenderFailure(reason(stderr));
    return manifestDocuments(stdout);
  }
}

/** Both sides are rendered as an upgrade, for that is what a release with another version is. */
function templateArgs({
  archive,
  name,
  namespace,
  kubernetes,
  apiVersions,
  includeCrds,
}: RenderRequest): readonly string[] {
  return [
    ...["template", name, archive.path, "--namespace", namespace, "--values", "-"],
    ...["--is-upgrade", "--skip-tests"],
    ...(includeCrds ? ["--include-crds"] : []),
    ...(kubernetes === undefined ? [] : ["--kube-version", kubernetes]),
    ...(apiVersions.length === 0 ? [] : ["--api-versions", apiVersions.join(",")]),
  ];
}

/** The first lines of what helm says, without what it always says. */
function reason(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(level=|time=|Use --debug)/.test(line));
  const [first = "helm failed", ...rest] = lines;
  return [first.replace(/^Error: /, ""), ...rest].slice(0, 3).join(" ");
}
