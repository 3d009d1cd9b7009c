import { runOrThrow } from "../../../tests/support/process.ts";
import { type SmallRevision, writeRevisions } from "../revisions.ts";
import { type BenchDatabase, urlOf } from "../stage.ts";
import { isThere, type Peer, PEERS_FOLDER } from "./peer.ts";

const VENV = `${PEERS_FOLDER}/alembic`;

const TASKS: Readonly<Record<string, readonly string[]>> = {
  version: ["--version"],
  current: ["current"],
  upgrade: ["upgrade", "head"],
  together: ["upgrade", "head"],
  downgrade: ["downgrade", "base"],
  stamp: ["stamp", "head"],
  history: ["history"],
};

/** Alembic on SQLAlchemy, with compiled drivers and compiled Python files: its quick form. */
export const alembic: Peer = {
  name: "alembic",
  engines: ["sqlite", "postgres"],
  installed: () => isThere(`${VENV}/bin/alembic`),
  async install() {
    await runOrThrow("python3", ["-m", "venv", VENV]);
    await runOrThrow(`${VENV}/bin/pip`, ["install", "--quiet", "alembic==1.20.1", "psycopg2-binary==2.9.13"]);
  },
  async prepare({ folder, database }, revisions) {
    await writeRevisions(`${folder}/alembic/versions`, revisions, (revision, parent) => [
      `${revision.id}_t.py`,
      script(revision, parent),
    ]);
    await Deno.writeTextFile(`${folder}/alembic.ini`, configuration(folder, database, true));
    await Deno.writeTextFile(`${folder}/together.ini`, configuration(folder, database, false));
    await Deno.writeTextFile(`${folder}/alembic/env.py`, ENVIRONMENT);
  },
  command(task, { folder, database }) {
    if (task === "reflect") {
      return { program: `${VENV}/bin/python`, args: ["-c", REFLECTION, sqlalchemyUrl(database)] };
    }
    const args = TASKS[task];
    if (args === undefined) return undefined;
    const file = task === "together" ? "together.ini" : "alembic.ini";
    const settings = task === "version" ? [] : ["-c", `${folder}/${file}`];
    return { program: `${VENV}/bin/alembic`, args: [...settings, ...args] };
  },
};

/** What autogenerate does first of all. */
const REFLECTION = `import sys
from sqlalchemy import MetaData, create_engine
MetaData().reflect(create_engine(sys.argv[1]))`;

function sqlalchemyUrl(database: BenchDatabase): string {
  return database.engine === "sqlite"
    ? `sqlite:///${database.file}`
    : urlOf(database).replace("postgres:", "postgresql+psycopg2:");
}

function configuration(folder: string, database: BenchDatabase, each: boolean): string {
  return `[alembic]
script_location = ${folder}/alembic
sqlalchemy.url = ${sqlalchemyUrl(database)}
transaction_per_migration = ${each}
`;
}

function script({ id, up, down }: SmallRevision, parent: SmallRevision | undefined): string {
  const body = (statements: readonly string[]) =>
    statements.map((sql) => `    op.execute(${JSON.stringify(sql)})\n`).join("");
  return `"""table number ${Number(id)}"""
from alembic import op

revision = "${id}"
down_revision = ${parent === undefined ? "None" : `"${parent.id}"`}


def upgrade():
${body(up)}

def downgrade():
${body(down)}`;
}

const ENVIRONMENT = `from alembic import context
from sqlalchemy import create_engine, pool

config = context.config
each = config.get_main_option("transaction_per_migration") == "true"
engine = create_engine(config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=each, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
`;
