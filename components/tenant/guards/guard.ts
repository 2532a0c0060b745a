/** Kinds of one API group, with what is done to them. */
export interface GuardedKinds {
  readonly apiGroups: readonly string[];
  /** Plural names; subresources after a slash. */
  readonly resources: readonly string[];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE" | "CONNECT")[];
}

/** One thing that must be true of a request, in CEL. */
export interface GuardCheck {
  /** True where the request may pass. */
  readonly expression: string;
  /** What the one who asks is told. */
  readonly message: string;
}

/**
 * One admission policy as data: what it looks at, and what must be true of it. It holds in the namespaces of tenants,
 * and reads what differs between them from the labels and annotations of the Namespace.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export interface Guard {
  /** Name of the policy and of its binding. */
  readonly name: string;
  readonly kinds: readonly GuardedKinds[];
  /** Whether it looks at namespaces themselves, which no selector finds once they have lost their label. @default - inside tenants' namespaces */
  readonly ofNamespaces?: true;
  /** Looks only at objects with these labels, before or after the change. @default - all */
  readonly labelled?: Readonly<Record<string, string>>;
  /** Looks only at requests of which all of these are true, by name. @default - all */
  readonly conditions?: Readonly<Record<string, string>>;
  /** Expressions that checks refer to as `variables.<name>`, each using earlier ones at most. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** What must be true, by a name for it. */
  readonly checks: Readonly<Record<string, GuardCheck>>;
}
