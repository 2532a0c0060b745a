import type { DatabaseSync } from "node:sqlite";

export const OPERATIONS = ["create", "read", "update", "delete"] as const;

export type Operation = (typeof OPERATIONS)[number];

/**
 * - `throttle`: AWS answers `RequestLimitExceeded`; the provider tries again a few times, then gives up.
 * - `quota`: refused with the quota error of the type.
 * - `fail`: AWS answers `InternalError`; nothing was done.
 * - `slow`: the answer takes longer.
 * - `lost-reply`: AWS does it, and the answer never comes: the engine waits until somebody ends it.
 * - `crash`: AWS does it, and the provider's process dies before it can answer.
 */
export const FAULT_KINDS = ["throttle", "quota", "fail", "slow", "lost-reply", "crash"] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault that waits for a request; `type` and `name` narrow it to a type token and a logical name. */
export interface Fault {
  readonly type?: string;
  readonly name?: string;
  readonly operation: Operation;
  readonly kind: FaultKind;
  /** How many requests it strikes. @default 1 */
  readonly times?: number;
  /** How long `slow` takes. Milliseconds. @default 2000 */
  readonly milliseconds?: number;
}

const DEFAULT_TIMES = 1;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS faults (
    number INTEGER PRIMARY KEY, type TEXT, name TEXT, operation TEXT NOT NULL, kind TEXT NOT NULL,
    remaining INTEGER NOT NULL, milliseconds INTEGER, struck INTEGER NOT NULL DEFAULT 0
  );
`;

/** A fault with its history. */
export interface FaultRecord extends Fault {
  /** By which it is known. */
  readonly number: number;
  readonly remaining: number;
  /** How many requests it has struck so far: tests wait for it. */
  readonly struck: number;
}

/** The faults of a cloud. They live in its file, so any process can set them for any other. */
export class FaultBox {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(SCHEMA);
  }

  add(fault: Fault): void {
    this.#database
      .prepare(
        "INSERT INTO faults (type, name, operation, kind, remaining, milliseconds) VALUES (?, ?, ?, ?, ?, ?)",
      )
      .run(
        fault.type ?? null,
        fault.name ?? null,
        fault.operation,
        fault.kind,
        fault.times ?? DEFAULT_TIMES,
        fault.milliseconds ?? null,
      );
  }

  /** All faults since the last `clear`, spent ones too, in the order they were added. */
  list(): readonly FaultRecord[] {
    return this.#database.prepare("SELECT * FROM faults ORDER BY number").all().map(record);
  }

  clear(): void {
    this.#database.exec("DELETE FROM faults");
  }

  /** The first waiting fault for a request, which has struck; it is one time less afterwards. */
  strike(operation: Operation, type: string, name: string): FaultRecord | undefined {
    const fault = this.take(operation, type, name);
    return fault === undefined ? undefined : this.count(fault);
  }

  /** As `strike`, but it has not struck yet: `count` says when it has. */
  take(operation: Operation, type: string, name: string): FaultRecord | undefined {
    const row = this.#database
      .prepare(
        `UPDATE faults SET remaining = remaining - 1
         WHERE number = (
           SELECT min(number) FROM faults
           WHERE remaining > 0 AND operation = ?1 AND coalesce(type, ?2) = ?2 AND coalesce(name, ?3) = ?3
         ) RETURNING *`,
      )
      .get(operation, type, name);
    return row === undefined ? undefined : record(row);
  }

  /** Says that a fault that was taken has struck. @returns the fault as it is now */
  count(fault: FaultRecord): FaultRecord {
    this.#database.prepare("UPDATE faults SET struck = struck + 1 WHERE number = ?").run(fault.number);
    return { ...fault, struck: fault.struck + 1 };
  }
}

function record(row: Record<string, unknown>): FaultRecord {
  return {
    ...(typeof row["type"] === "string" && { type: row["type"] }),
    ...(typeof row["name"] === "string" && { name: row["name"] }),
    ...(typeof row["milliseconds"] === "number" && { milliseconds: row["milliseconds"] }),
    operation: row["operation"] as Operation,
    kind: row["kind"] as FaultKind,
    number: Number(row["number"]),
    remaining: Number(row["remaining"]),
    struck: Number(row["struck"]),
  };
}
