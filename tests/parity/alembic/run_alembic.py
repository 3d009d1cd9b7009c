"""Reads cases as JSON, runs each one's code with Alembic on its own database, and prints what failed."""

import json
import sys
import traceback

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.pool import NullPool


class InBatches:
    """Alembic's operations on SQLite, where changes of a table need batch mode."""

    def __init__(self, op):
        self._op = op

    def __getattr__(self, name):
        return getattr(self._op, name)

    def _batch(self, table, change, **keywords):
        with self._op.batch_alter_table(table, **keywords) as batch:
            change(batch)

    def alter_column(self, table, column, **keywords):
        self._batch(table, lambda batch: batch.alter_column(column, **keywords))

    def drop_column(self, table, column, **keywords):
        self._batch(table, lambda batch: batch.drop_column(column, **keywords))

    def drop_constraint(self, name, table, type_=None, **keywords):
        self._batch(table, lambda batch: batch.drop_constraint(name, type_=type_, **keywords))

    def create_foreign_key(self, name, source, referent, local, remote, **keywords):
        self._batch(source, lambda batch: batch.create_foreign_key(name, referent, local, remote, **keywords))

    def create_unique_constraint(self, name, table, columns, **keywords):
        self._batch(table, lambda batch: batch.create_unique_constraint(name, columns, **keywords))

    def create_check_constraint(self, name, table, condition, **keywords):
        condition = sa.text(condition) if isinstance(condition, str) else condition
        self._batch(table, lambda batch: batch.create_check_constraint(name, condition, **keywords))

    def create_primary_key(self, name, table, columns):
        self._batch(table, lambda batch: batch.create_primary_key(name, columns))


def run(case):
    engine = sa.create_engine(case["url"], poolclass=NullPool)
    metadata = sa.MetaData(naming_convention=case["naming"]) if case["naming"] else sa.MetaData()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"target_metadata": metadata, "transaction_per_migration": True}
        )
        with context.begin_transaction(_per_migration=True):
            op = Operations(context)
            if engine.dialect.name == "sqlite":
                op = InBatches(op)
            names = {"op": op, "sa": sa, "pg": postgresql, "my": mysql, "lite": sqlite, "context": context}
            exec(case["code"], names)
    engine.dispose()


def main():
    failures = []
    for case in json.load(sys.stdin):
        try:
            run(case)
            failures.append(None)
        except Exception:
            failures.append(traceback.format_exc())
    json.dump(failures, sys.stdout)


main()
