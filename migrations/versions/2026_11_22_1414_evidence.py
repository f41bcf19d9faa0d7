"""The first tables of evidence, and the triggers that keep honest programs from changing them."""

from __future__ import annotations

from alembic import op

revision = "2026_11_22_1414"
down_revision = "2026_11_22_1413"

TABLES = [
    """
    CREATE TABLE evidence.batch (
        first_index bigint CONSTRAINT pk_batch PRIMARY KEY,
        size integer NOT NULL,
        event_ids uuid[] NOT NULL,
        facts text[] NOT NULL,
        salts bytea NOT NULL,
        commitments bytea NOT NULL,
        lowest_event_id uuid NOT NULL,
        highest_event_id uuid NOT NULL,
        appended_at timestamptz NOT NULL,
        CONSTRAINT ck_batch_shape CHECK (
            size BETWEEN 1 AND 256 AND cardinality(event_ids) = size AND cardinality(facts) = size
            AND octet_length(salts) = 16 * size AND octet_length(commitments) = 32 * size
        )
    )
    """,
    """
    CREATE INDEX ix_batch_highest_event_id_lowest_event_id
        ON evidence.batch (highest_event_id, lowest_event_id)
    """,
    """
    CREATE TABLE evidence.tile (
        level smallint NOT NULL,
        number bigint NOT NULL,
        hashes bytea NOT NULL,
        CONSTRAINT pk_tile PRIMARY KEY (level, number)
    )
    """,
    """
    CREATE TABLE evidence.checkpoint (
        size bigint CONSTRAINT pk_checkpoint PRIMARY KEY,
        root bytea NOT NULL,
        note text NOT NULL,
        made_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE evidence.anchoring (
        id uuid CONSTRAINT pk_anchoring PRIMARY KEY,
        anchor text NOT NULL,
        size bigint NOT NULL,
        note text NOT NULL,
        reference text NOT NULL,
        receipt bytea NOT NULL,
        anchored_at timestamptz NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX ix_anchoring_anchor_size ON evidence.anchoring (anchor, size)",
    """
    CREATE TABLE evidence.asset (
        id uuid CONSTRAINT pk_asset PRIMARY KEY,
        fingerprint bytea NOT NULL CONSTRAINT uq_asset_fingerprint UNIQUE,
        kind text NOT NULL CONSTRAINT ck_asset_kind
            CHECK (kind IN ('goods', 'warehouse_receipt', 'ear_tag', 'equipment',
                'intangible_right', 'order', 'receivable', 'guarantee', 'share', 'carbon_report')),
        issuer text NOT NULL,
        serial text NOT NULL,
        description text NOT NULL,
        owner_id uuid NOT NULL,
        registered_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ix_asset_owner_id ON evidence.asset (owner_id)",
    """
    CREATE TABLE evidence.pledge (
        id uuid CONSTRAINT pk_pledge PRIMARY KEY,
        asset_id uuid NOT NULL
            CONSTRAINT fk_pledge_asset_id REFERENCES evidence.asset (id),
        holder_id uuid NOT NULL,
        reference_id uuid NOT NULL,
        pledged_at timestamptz NOT NULL,
        released_at timestamptz
    )
    """,
    """
    CREATE UNIQUE INDEX ix_pledge_in_force ON evidence.pledge (asset_id)
        WHERE released_at IS NULL
    """,
    "CREATE INDEX ix_pledge_reference_id ON evidence.pledge (reference_id)",
    """
    CREATE INDEX ix_pledge_holder_id ON evidence.pledge (holder_id)
        WHERE released_at IS NULL
    """,
    """
    CREATE TABLE evidence.audit (
        id uuid CONSTRAINT pk_audit PRIMARY KEY,
        started_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        size bigint NOT NULL,
        findings jsonb NOT NULL,
        more_findings integer NOT NULL
    )
    """,
]

# Hashes look random: trying to compress them costs time and saves nothing.
STORAGE = [
    "ALTER TABLE evidence.batch ALTER COLUMN salts SET STORAGE EXTERNAL",
    "ALTER TABLE evidence.batch ALTER COLUMN commitments SET STORAGE EXTERNAL",
    "ALTER TABLE evidence.batch ALTER COLUMN event_ids SET STORAGE EXTERNAL",
    "ALTER TABLE evidence.tile ALTER COLUMN hashes SET STORAGE EXTERNAL",
]

# A partial tile grows until it is full; nothing else happens to tiles.
TILES_GROW = [
    """
    CREATE FUNCTION evidence.keep_tile() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.level, NEW.number) <> (OLD.level, OLD.number)
            OR substring(NEW.hashes FOR octet_length(OLD.hashes)) <> OLD.hashes THEN
            RAISE EXCEPTION 'a tile only grows';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    """
    CREATE TRIGGER tile_grows BEFORE UPDATE ON evidence.tile
        FOR EACH ROW EXECUTE FUNCTION evidence.keep_tile()
    """,
    """
    CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON evidence.tile
        FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()
    """,
]

# Content leaves, its commitment stays. The caller puts on record why.
ERASE_FACT = """
    CREATE FUNCTION evidence.erase_fact(erased uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        first bigint;
        place integer;
    BEGIN
        SELECT first_index, array_position(event_ids, erased) INTO STRICT first, place
        FROM evidence.batch
        WHERE highest_event_id >= erased AND lowest_event_id <= erased AND erased = ANY (event_ids);
        PERFORM set_config('infra.erasing', 'evidence.batch', true);
        UPDATE evidence.batch SET
            facts[place] = NULL,
            salts = overlay(salts PLACING decode(repeat('00', 16), 'hex') FROM 16 * place - 15)
        WHERE first_index = first;
        PERFORM set_config('infra.erasing', 'infra.event_log', true);
        UPDATE infra.event_log SET payload = '{}', address = NULL WHERE id = erased;
        PERFORM set_config('infra.erasing', '', true);
    END
    $$
"""


def upgrade() -> None:
    op.execute("CREATE SCHEMA evidence")
    for statement in [*TABLES, *STORAGE, *TILES_GROW, ERASE_FACT]:
        op.execute(statement)
    for table in ("batch", "checkpoint", "audit", "anchoring"):
        op.execute(
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION infra.refuse_change()"
        )
