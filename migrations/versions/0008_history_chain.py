"""The history as a chain that nobody changes unseen"""

import json
import secrets
from datetime import UTC
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = '0008_history_chain'
down_revision = '0007_case_work'
branch_labels = None
depends_on = None

KINDS = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked', 'asked', 'refused', 'instructed', 'coordinated')
NEW_KINDS = ('recomputed', 'configured')

EVENT = sa.table(
    'event',
    sa.column('id', sa.Integer),
    sa.column('at', sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Text) for name in ('subject', 'kind', 'action', 'actor_name', 'from_state', 'to_state', 'note', 'salt', 'prev_hash', 'hash')),
    sa.column('subject_id', sa.Integer),
    sa.column('actor_id', sa.Integer),
    sa.column('data', sa.JSON),
)

SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS event_is_never_removed BEFORE DELETE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger"
    " LANGUAGE plpgsql AS $$ BEGIN"
    " RAISE EXCEPTION 'the history is never changed'; END $$",
    "CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()",
)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(',', ':'), allow_nan=False).encode('ascii')


def digest(row, salt, prev_hash):
    """The first scheme of documents.history.chain, as it was when this was written."""
    at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
    told = sha256(canonical([salt, row.note, row.data])).hexdigest()
    return sha256(canonical([
        1, prev_hash, row.id, at.strftime('%Y-%m-%dT%H:%M:%S.%fZ'), row.subject,
        row.subject_id, row.kind, row.action, row.actor_id, row.actor_name,
        row.from_state, row.to_state, told,
    ])).hexdigest()


def chain_what_is_there() -> None:
    connection = op.get_bind()
    last, prev_hash = 0, '0' * 64
    change = (
        sa.update(EVENT).where(EVENT.c.id == sa.bindparam('which'))
        .values(salt=sa.bindparam('a'), prev_hash=sa.bindparam('b'), hash=sa.bindparam('c'))
    )
    while rows := connection.execute(sa.select(EVENT).where(EVENT.c.id > last).order_by(EVENT.c.id).limit(1000)).all():
        found = []
        for row in rows:
            salt = secrets.token_hex(8)
            hashed = digest(row, salt, prev_hash)
            found.append({'which': row.id, 'a': salt, 'b': prev_hash, 'c': hashed})
            last, prev_hash = row.id, hashed
        connection.execute(change, found)


def widen_kinds(values) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), f"kind IN ({', '.join(map(repr, values))})")


def upgrade() -> None:
    op.add_column('event', sa.Column('salt', sa.Text(), nullable=True, comment='of the digest of note and data'))
    op.add_column('event', sa.Column('prev_hash', sa.Text(), nullable=True, comment='hash of the line before'))
    op.add_column('event', sa.Column('hash', sa.Text(), nullable=True, comment='SHA-256, hexadecimal'))
    chain_what_is_there()
    with op.batch_alter_table('event') as batch_op:
        for column in ('salt', 'prev_hash', 'hash'):
            batch_op.alter_column(column, existing_type=sa.Text(), nullable=False)
    widen_kinds((*KINDS, *NEW_KINDS))
    for statement in SQLITE if op.get_bind().dialect.name == 'sqlite' else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        op.execute('DROP TRIGGER IF EXISTS event_is_never_changed')
        op.execute('DROP TRIGGER IF EXISTS event_is_never_removed')
    else:
        op.execute('DROP TRIGGER IF EXISTS event_is_never_changed ON event')
        op.execute('DROP FUNCTION IF EXISTS refuse_change_of_history')
    op.execute(f"DELETE FROM event WHERE kind IN ({', '.join(map(repr, NEW_KINDS))})")
    widen_kinds(KINDS)
    with op.batch_alter_table('event') as batch_op:
        for column in ('hash', 'prev_hash', 'salt'):
            batch_op.drop_column(column)
