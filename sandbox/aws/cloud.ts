import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Properties } from "../provider/properties.ts";
import { FaultBox } from "./fault-box.ts";

/** Account and region: AWS lists and counts things per pair. IAM is global: its region is empty. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** One thing that exists in the simulated cloud. */
export interface Thing extends Place {
  /** Token of the type, such as `aws:ec2/vpc:Vpc`; unique together with account, region and id. */
  readonly type: string;
  readonly id: string;
  /** Attributes as AWS would show them, by the provider's output names, tags left out. */
  readonly state: Properties;
  readonly tags: Readonly<Record<string, string>>;
}

/** What to look for; what is left out matches everything. */
export interface Query {
  readonly type?: string;
  readonly id?: string;
  readonly account?: string;
  readonly region?: string;
  /** Attributes that must have these values. */
  readonly state?: Readonly<Record<string, string | number | boolean>>;
  /** Tags that must have these values. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A change made by hand: attributes and tags that take new values. `null` takes one away. */
export interface Edit {
  readonly state?: Properties;
  readonly tags?: Readonly<Record<string, string | null>>;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS things (
    type TEXT NOT NULL, account TEXT NOT NULL, region TEXT NOT NULL, id TEXT NOT NULL,
    state TEXT NOT NULL, tags TEXT NOT NULL,
    PRIMARY KEY (type, account, region, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS things_by_vpc ON things (type, state ->> '$.vpcId');
  CREATE INDEX IF NOT EXISTS things_by_id ON things (id);
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

/** Processes take turns; nobody holds the file for longer than one small transaction. */
const BUSY_MILLISECONDS = 30_000;

/**
 * The simulated cloud: one SQLite file that all providers of all stacks share.
 *
 * Every call of AWS is one transaction, so a process may be killed at any moment and leaves a whole cloud behind.
 */
export class Cloud {
  readonly faults: FaultBox;
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: BUSY_MILLISECONDS });
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
    this.#database.exec(SCHEMA);
    this.faults = new FaultBox(this.#database);
  }

  /** Runs `work` alone: no other process reads or writes in between, and an error undoes everything. */
  transaction<Result>(work: () => Result): Result {
    if (this.#inTransaction) return work();
    this.#database.exec("BEGIN IMMEDIATE");
    this.#inTransaction = true;
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Everything that matches, by type and id. */
  list(query: Query = {}): readonly Thing[] {
    const { where, values } = conditions(query);
    const rows = this.#statement(
      `SELECT type, account, region, id, state, tags FROM things ${where} ORDER BY type, id`,
    ).all(...values);
    return rows.map(thing);
  }

  /** The one thing that matches, if any. */
  find(query: Query): Thing | undefined {
    return this.list(query)[0];
  }

  count(query: Query = {}): number {
    const { where, values } = conditions(query);
    const row = this.#statement(`SELECT count(*) AS number FROM things ${where}`).get(...values);
    return Number(row?.["number"]);
  }

  /** Adds a thing, or replaces the one with the same type, place and id. */
  put(added: Thing): void {
    this.#statement(
      "INSERT OR REPLACE INTO things (type, account, region, id, state, tags) VALUES (?, ?, ?, ?, ?, ?)",
    ).run(
      added.type,
      added.account,
      added.region,
      added.id,
      JSON.stringify(added.state),
      JSON.stringify(added.tags),
    );
  }

  /** Removes what matches and says how many that were. For tests: as if somebody had deleted it by hand. */
  delete(query: Query): number {
    const { where, values } = conditions(query);
    return Number(this.#statement(`DELETE FROM things ${where}`).run(...values).changes);
  }

  /** Changes the thing with this id behind the program's back, as somebody in the console would. */
  edit(id: string, edit: Edit): void {
    this.transaction(() => {
      const found = this.find({ id });
      if (found === undefined) throw new Error(`nothing in the simulated cloud has the id ${id}`);
      const tags = Object.entries({ ...found.tags, ...edit.tags }).filter(([, value]) => value !== null);
      const state = Object.entries({ ...found.state, ...edit.state }).filter(([, value]) => value !== null);
      this.put({
        ...found,
        state: Object.fromEntries(state),
        tags: Object.fromEntries(tags) as Record<string, string>,
      });
    });
  }

  /** Next number of a series, from 1. */
  next(series: string): number {
    const row = this.#statement(
      "INSERT INTO counters VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
    ).get(series);
    return Number(row?.["value"]);
  }

  setting(name: string): string | undefined {
    const value = this.#statement("SELECT value FROM settings WHERE name = ?").get(name)?.["value"];
    return typeof value === "string" ? value : undefined;
  }

  /** Sets or, without a value, clears a setting: `callerAccount`, or `quota/<code>`. */
  set(name: string, value: string | undefined): void {
    if (value === undefined) this.#statement("DELETE FROM settings WHERE name = ?").run(name);
    else this.#statement("INSERT OR REPLACE INTO settings VALUES (?, ?)").run(name, value);
  }

  close(): void {
    this.#database.close();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

/** Opens the cloud at `path`; an absent file is an empty cloud. */
export function openCloud(path: string): Cloud {
  return new Cloud(path);
}

function conditions(query: Query): { where: string; values: SQLInputValue[] } {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const equal = (column: string, value: string | undefined) => {
    if (value === undefined) return;
    conditions.push(`${column} = ?`);
    values.push(value);
  };
  equal("type", query.type);
  equal("id", query.id);
  equal("account", query.account);
  equal("region", query.region);
  for (const [name, value] of Object.entries(query.state ?? {})) {
    conditions.push(`state ->> '$.${name}' = ?`);
    values.push(typeof value === "boolean" ? Number(value) : value);
  }
  for (const [name, value] of Object.entries(query.tags ?? {})) {
    conditions.push("EXISTS (SELECT 1 FROM json_each(tags) WHERE key = ? AND value = ?)");
    values.push(name, value);
  }
  return { where: conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`, values };
}

function thing(row: Record<string, unknown>): Thing {
  const text = (column: string) => String(row[column]);
  return {
    type: text("type"),
    account: text("account"),
    region: text("region"),
    id: text("id"),
    state: JSON.parse(text("state")) as Properties,
    tags: JSON.parse(text("tags")) as Record<string, string>,
  };
}
