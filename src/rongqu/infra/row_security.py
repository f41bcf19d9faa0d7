"""Row-level security and rights of the application's roles, made from what the tables declare.

Each table that holds ids says beside its columns whose its rows are, in one of four words:

    own_data(loan, "enterprise_id", "institution_id")   the scope's organisation is one of these
                                                        (`opened`: or one that was let in)
    follows(instalment, "loan_id", loan)                whoever sees the loan sees its instalments
    platform_only(business_day, "why")                  no organisation's transaction touches it
    shared(product_shelf, "why")                        everybody may see every row

And `lets_in(application, "enterprise_id", "institution_id")` says who opens their own data to whom,
`shows_too("ledger.account", "owner", agreement)` that a lower room's rows belong to what it names.

Only queries decide what is shown; this is the wall behind them. `rongqu migrate` builds it anew
after every migration, as the owner of the tables. Append-only tables are those with a trigger that
refuses changes: the roles have no right to change them either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ARRAY, Column, Connection, Table, text

from rongqu.infra.metadata import metadata
from rongqu.infra.scopes import APP_ROLE, PLATFORM_ROLE, SETTING

_KEY = "row_security"
_SCOPE = f"(SELECT nullif(current_setting('{SETTING}', true), '')::uuid)"
_UNKNOWN = f"(SELECT coalesce(current_setting('{SETTING}', true), '') = '')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    sees: str = "true"
    """The condition under which a row of the table may be read."""
    changes: str = "true"
    """And under which it may be changed."""
    made: str | None = None
    """And under which it may be inserted, where that differs."""
    is_platform_only: bool = False
    opened: tuple[str, ...] = ()
    """Columns whose organisations may have let others in, who may read."""
    why: str = ""

    @property
    def is_wall(self) -> bool:
        return self.is_platform_only or (self.sees, self.changes) != ("true", "true")


_openings: list[tuple[Table, str, str, str]] = []
_doors: list[str] = []
_shown: dict[str, list[tuple[str, Table]]] = {}
"""By the lower table: its column, and the table that it names."""


def own_data(
    table: Table,
    *columns: str,
    read_by_all: bool = False,
    before_sign_in: bool = False,
    opened: bool = False,
    made_by_all: bool = False,
) -> None:
    """`read_by_all`: names and offers that others look for; still written by their owner only.
    `before_sign_in`: found while nobody knows yet who is asking, as a session is by its token.
    `made_by_all`: also by those whom it does not concern, and who cannot read it back."""
    condition = " OR ".join(_is_of(table.c[each]) for each in columns)
    if before_sign_in:
        condition = f"{_UNKNOWN} OR {condition}"
    _declare(
        table,
        Declaration(
            sees="true" if read_by_all else condition,
            changes=condition,
            made="true" if made_by_all else None,
            opened=tuple(f"{table.fullname}.{each}" for each in columns) if opened else (),
        ),
    )


def _is_of(column: Column[Any]) -> str:
    """A column of several holds whom a row concerns: its index finds them."""
    if isinstance(column.type, ARRAY):
        return f"{column.table.fullname}.{column.name} @> ARRAY[{_SCOPE}]"
    return f"{column.table.fullname}.{column.name} = {_SCOPE}"


def shown_since(table: Table, column: str) -> None:
    """A row with an instant in this column may be read by everybody."""
    declared: Declaration = table.info[_KEY]
    sees = f"{declared.sees} OR {table.fullname}.{table.c[column].name} IS NOT NULL"
    table.info[_KEY] = replace(declared, sees=sees)


def changed_too_by(table: Table, column: str, other: Table, key: str, owner: str) -> None:
    """Whoever is the owner of the matching row of the other table sees and changes this one too."""
    declared: Declaration = table.info[_KEY]
    joined = (
        f"EXISTS (SELECT FROM {other.fullname} AS other WHERE other.{other.c[key].name} = "  # nosec B608 # our own names
        f"{table.fullname}.{table.c[column].name} AND other.{other.c[owner].name} = {_SCOPE})"
    )
    sees = declared.sees if declared.sees == "true" else f"{declared.sees} OR {joined}"
    table.info[_KEY] = replace(declared, sees=sees, changes=f"{declared.changes} OR {joined}")


def lets_in(table: Table, owner: str, viewer: str, since: str | None = None) -> None:
    """A row of this table opens the owner's own data to the viewer, for reading; with `since` from
    the moment in that column."""
    when = "true" if since is None else f"opening.{table.c[since].name} IS NOT NULL"
    _openings.append((table, table.c[owner].name, table.c[viewer].name, when))


def shows_too(lower: str, column: str, table: Table) -> None:
    """Whoever sees a row of this table sees those of a lower room's table that it owns. That one is
    given by name, as in a foreign key."""
    _shown.setdefault(lower, []).append((column, table))


def works_as_owner(*functions: str) -> None:
    """Functions of the database that are the one way in: whoever calls them changes rows that they
    do not see."""
    _doors.extend(functions)


def follows(
    table: Table, column: str, parent: Table | str, key: str = "id", *, made_before: bool = False
) -> None:
    """`made_before`: the row is written before the one it follows. A lower room's parent is given
    by name, as in a foreign key: whoever sees it changes what follows it."""
    name = parent if isinstance(parent, str) else parent.fullname
    same = f"{name}.{key} = {table.fullname}.{table.c[column].name}"
    seen = f"EXISTS (SELECT FROM {name} WHERE {same})"  # nosec B608 # our own names
    owned = seen
    if isinstance(parent, Table):
        declared = declaration_of(parent)
        if declared is None or declared.is_platform_only:
            raise ValueError(f"{name} says nothing that {table.fullname} could follow")
        owned = f"EXISTS (SELECT FROM {name} WHERE {same} AND ({declared.changes}))"  # nosec B608 # our own names
    _declare(table, Declaration(sees=seen, changes="true" if made_before else owned))


def platform_only(*tables: Table, why: str, made_by_all: bool = False) -> None:
    """`made_by_all`: rows that every transaction leaves for the platform."""
    made = "true" if made_by_all else None
    for table in tables:
        _declare(table, Declaration(is_platform_only=True, made=made, why=why))


def shared(*tables: Table, why: str) -> None:
    for table in tables:
        _declare(table, Declaration(why=why))


def declaration_of(table: Table) -> Declaration | None:
    return table.info.get(_KEY)


def _declare(table: Table, declaration: Declaration) -> None:
    if _KEY in table.info:
        raise ValueError(f"{table.fullname} says twice whose its rows are")
    table.info[_KEY] = declaration


_ROLES = f"""
    DO $$ BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{PLATFORM_ROLE}') THEN
            CREATE ROLE {PLATFORM_ROLE} NOLOGIN;
        END IF;
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
            CREATE ROLE {APP_ROLE} LOGIN;
        END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$
"""  # nosec B608 # our own names
"""Of the whole server: another database's migration may be making them at the same time. Without a
password nobody signs in but where the server asks for none, as the embedded one does."""

_APPEND_ONLY = text("""
    SELECT format('%I.%I', n.nspname, t.relname),
           bool_or(g.tgtype & 16 > 0), bool_or(g.tgtype & 8 > 0)
    FROM pg_trigger g
    JOIN pg_class t ON t.oid = g.tgrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE g.tgfoid = 'infra.refuse_change()'::regprocedure AND g.tgparentid = 0
    GROUP BY 1
""")
"""Bits of `tgtype`: 16 for UPDATE, 8 for DELETE."""


_VIEWS = text("""
    SELECT format('%I.%I', schemaname, viewname) FROM pg_views
    WHERE schemaname NOT IN ('public', 'pg_catalog', 'information_schema')
""")


def create_roles(connection: Connection) -> None:
    """Before the migrations: their functions may name the roles."""
    connection.execute(text(_ROLES))
    for statement in (
        f"GRANT {PLATFORM_ROLE} TO {APP_ROLE} WITH INHERIT FALSE, SET TRUE",
        f"GRANT {APP_ROLE} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE",
        f"GRANT {PLATFORM_ROLE} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE",
    ):
        connection.execute(text(statement))


def build_walls(connection: Connection) -> None:
    """Rights and policies of all tables, as the models declare them. Safe to repeat."""
    tables = [table for table in metadata.sorted_tables if table.schema]
    frozen = {name: (bool(u), bool(d)) for name, u, d in connection.execute(_APPEND_ONLY)}
    views = connection.execute(_VIEWS).scalars().all()
    for statement in _statements(tables, frozen, views):
        connection.execute(text(statement))


def _statements(
    tables: list[Table], frozen: dict[str, tuple[bool, bool]], views: Sequence[str]
) -> Iterator[str]:
    both = f"{APP_ROLE}, {PLATFORM_ROLE}"
    schemas = sorted({table.schema for table in tables if table.schema})
    for schema in [*schemas, "public"]:
        yield f"GRANT USAGE ON SCHEMA {schema} TO {both}"
        yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {both}"
        yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {schema} TO {PLATFORM_ROLE}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {both}"
    for door in _doors:
        yield f"ALTER FUNCTION {door} SECURITY DEFINER SET search_path = pg_catalog"
        yield f"REVOKE EXECUTE ON FUNCTION {door} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {door} TO {both}"
    for view in views:
        yield f"ALTER VIEW {view} SET (security_invoker = true)"
        yield f"GRANT SELECT, INSERT ON {view} TO {both}"
    yield f"REVOKE ALL ON alembic_version FROM {both}"
    yield f"GRANT SELECT ON alembic_version TO {both}"
    for table in tables:
        yield from _rights(table, *frozen.get(table.fullname, (False, False)))
        yield from _policies(table)


def _rights(table: Table, no_update: bool, no_delete: bool) -> Iterable[str]:
    declared = declaration_of(table) or Declaration()
    rights = ["SELECT", "INSERT"]
    rights += [] if no_update else ["UPDATE"]
    rights += [] if no_delete else ["DELETE"]
    yield f"REVOKE ALL ON {table.fullname} FROM {APP_ROLE}, {PLATFORM_ROLE}"
    yield f"GRANT {', '.join(rights)} ON {table.fullname} TO {PLATFORM_ROLE}"
    if declared.is_platform_only:
        rights = ["INSERT"] if declared.made else []
    if rights:
        yield f"GRANT {', '.join(rights)} ON {table.fullname} TO {APP_ROLE}"


def _policies(table: Table) -> Iterable[str]:
    declared = declaration_of(table)
    name = table.fullname
    for policy in ("whole", "read_own", "insert_own", "update_own", "delete_own"):
        yield f"DROP POLICY IF EXISTS {policy} ON {name}"
    if declared is None or not declared.is_wall:
        yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
        return
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"CREATE POLICY whole ON {name} TO {PLATFORM_ROLE} USING (true)"
    made = declared.made or declared.changes
    if declared.made or not declared.is_platform_only:
        yield f"CREATE POLICY insert_own ON {name} FOR INSERT TO {APP_ROLE} WITH CHECK ({made})"
    if declared.is_platform_only:
        return
    own, sees = declared.changes, " OR ".join([declared.sees, *_opened(declared), *_named_in(name)])
    yield f"CREATE POLICY read_own ON {name} FOR SELECT TO {APP_ROLE} USING ({sees})"
    yield f"CREATE POLICY update_own ON {name} FOR UPDATE TO {APP_ROLE} USING ({own})"
    yield f"CREATE POLICY delete_own ON {name} FOR DELETE TO {APP_ROLE} USING ({own})"


def _opened(declared: Declaration) -> Iterable[str]:
    for column in declared.opened:
        for table, owner, viewer, when in _openings:
            yield (
                f"EXISTS (SELECT FROM {table.fullname} AS opening WHERE opening.{owner} = {column} "  # nosec B608 # our own names
                f"AND opening.{viewer} = {_SCOPE} AND {when})"
            )


def _named_in(lower: str) -> Iterable[str]:
    for column, table in _shown.get(lower, []):
        yield f"EXISTS (SELECT FROM {table.fullname} AS above WHERE above.id = {lower}.{column})"  # nosec B608 # our own names
