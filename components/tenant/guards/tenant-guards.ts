import { ValidatingAdmissionPolicy } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicy.js";
import { ValidatingAdmissionPolicyBinding } from "@pulumi/kubernetes/admissionregistration/v1/validatingAdmissionPolicyBinding.js";
import { FlowSchema } from "@pulumi/kubernetes/flowcontrol/v1/flowSchema.js";
import { PriorityLevelConfiguration } from "@pulumi/kubernetes/flowcontrol/v1/priorityLevelConfiguration.js";
import * as pulumi from "@pulumi/pulumi";
import type { GuardMode } from "../../../fleet/guard-vocabulary.ts";
import type { Cluster } from "../../cluster/cluster.ts";
import { createRoles } from "../roles.ts";
import { admissionSpec, bindingSpec, GUARD_LABELS } from "./admission-plan.ts";
import {
  PLATFORM_SHARE,
  platformSchema,
  TENANTS_LEVEL,
  TENANTS_SCHEMA,
  TENANTS_SHARE,
} from "./fair-share.ts";
import type { Guard } from "./guard.ts";
import { guardsOf } from "./guards.ts";

export const DEFAULT_MODE: GuardMode = "deny";

export interface TenantGuardsArgs {
  /** Cluster whose API server asks them. */
  readonly cluster: Cluster;
  /** Namespaces of the platform, sorted. */
  readonly platformNamespaces: readonly string[];
  /** Whether guards refuse, or only say what they would refuse. @default deny */
  readonly mode?: GuardMode;
}

/**
 * What the API server asks of every request in a tenant's namespace, how it shares itself among tenants, and the roles
 * that namespaces bind. The same objects for one tenant and for a hundred; a namespace comes after all of them and goes
 * before any.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class TenantGuards extends pulumi.ComponentResource {
  /** What must be in force before the first namespace of a tenant is there. */
  readonly ready: readonly pulumi.Resource[];
  /** Names of guards that are bound and of roles that can be, once all of it is there: cells ask for them. */
  readonly names: pulumi.Output<string>;

  constructor(name: string, args: TenantGuardsArgs, opts: pulumi.ComponentResourceOptions = {}) {
    const { cluster, platformNamespaces, mode = DEFAULT_MODE } = args;
    super("atoll:tenant:TenantGuards", name, {}, pulumi.mergeOptions({ provider: cluster.provider }, opts));
    const options = { parent: this, dependsOn: [...cluster.ready] };

    const scope: GuardScope = { name, mode, options };
    const bindings = guardsOf(cluster.facts).map((guard) => createGuard(scope, guard));
    const share = createShare(name, platformNamespaces, options);
    const roles = createRoles(name, options);

    this.ready = [...bindings, ...share, ...roles];
    this.names = namesOf([...bindings, ...roles]);
    this.registerOutputs({});
  }
}

interface GuardScope {
  readonly name: string;
  readonly mode: GuardMode;
  readonly options: pulumi.CustomResourceOptions;
}

function namesOf(
  objects: readonly { readonly metadata: pulumi.Output<{ readonly name: string }> }[],
): pulumi.Output<string> {
  const names = pulumi.all(objects.map(({ metadata }) => metadata.name));
  return names.apply((all) => [...all].sort().join(","));
}

/** A policy, and what puts it into force: without its policy a binding is ignored, and nobody is told. */
function createGuard({ name, mode, options }: GuardScope, guard: Guard): ValidatingAdmissionPolicyBinding {
  const metadata = { name: guard.name, labels: GUARD_LABELS };
  const policy = new ValidatingAdmissionPolicy(
    `${name}-${guard.name}`,
    { metadata, spec: admissionSpec(guard) },
    options,
  );
  return new ValidatingAdmissionPolicyBinding(
    `${name}-${guard.name}`,
    { metadata, spec: bindingSpec(guard, mode) },
    { ...options, dependsOn: [policy] },
  );
}

function createShare(
  name: string,
  namespaces: readonly string[],
  options: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const named = (own: string) => ({ name: own, labels: GUARD_LABELS });
  // Without its schema the platform would be in line with tenants, so it comes first.
  const platform = new FlowSchema(
    `${name}-${PLATFORM_SHARE}`,
    { metadata: named(PLATFORM_SHARE), spec: platformSchema(namespaces) },
    options,
  );
  const level = new PriorityLevelConfiguration(
    `${name}-${TENANTS_SHARE}`,
    { metadata: named(TENANTS_SHARE), spec: TENANTS_LEVEL },
    options,
  );
  const schema = new FlowSchema(
    `${name}-${TENANTS_SHARE}`,
    { metadata: named(TENANTS_SHARE), spec: TENANTS_SCHEMA },
    { ...options, dependsOn: [platform, level] },
  );
  return [level, schema];
}
