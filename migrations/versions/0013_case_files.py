"""Files of a case, and the lines that tell of them"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0013_case_files'
down_revision = '0012_mail'
branch_labels = None
depends_on = None

NEW_KINDS = ('file_added', 'file_withdrawn')

SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS event_is_never_removed BEFORE DELETE ON event"
    " BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END",
)
POSTGRESQL = (
    "CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()",
)


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def kinds_that_stand() -> tuple[str, ...]:
    checks = sa.inspect(op.get_bind()).get_check_constraints('event')
    told = next(check['sqltext'] for check in checks if check['name'] == 'ck_event_eventkind')
    return tuple(re.findall(r"'([a-z_]+)'", told))


def change_kinds(values, *, forgetting=()) -> None:
    """Take other kinds of lines; a table made anew on the way gets its triggers again."""
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    if is_sqlite:
        op.execute('DROP TRIGGER IF EXISTS event_is_never_changed')
        op.execute('DROP TRIGGER IF EXISTS event_is_never_removed')
    else:
        op.execute('DROP TRIGGER IF EXISTS event_is_never_changed ON event')
    if forgetting:
        op.execute(f"DELETE FROM event WHERE kind IN ({', '.join(map(repr, forgetting))})")
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), f"kind IN ({', '.join(map(repr, values))})")
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def upgrade() -> None:
    change_kinds((*kinds_that_stand(), *NEW_KINDS))
    op.create_table('case_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('kind', enum('filekind', 'from_sender', 'supplement', 'finding', 'evidence'), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False, comment='that can be shown as pictures'),
    sa.Column('is_private', sa.Boolean(), nullable=False, comment='tells who sent the case'),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True, comment='NULL: the sender himself'),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_why', sa.Text(), nullable=False),
    sa.CheckConstraint('round >= 1', name=op.f('ck_case_file_round_from_one')),
    sa.CheckConstraint('pages >= 0', name=op.f('ck_case_file_pages_from_zero')),
    sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why = '')", name=op.f('ck_case_file_withdrawn_by_somebody_for_a_reason')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_file_case_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_case_file_file_id')),
    sa.ForeignKeyConstraint(['added_by_id'], ['officer.id'], name=op.f('fk_case_file_added_by_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['officer.id'], name=op.f('fk_case_file_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file')),
    sa.UniqueConstraint('file_id', name=op.f('uq_case_file_file_id'))
    )
    op.create_index(op.f('ix_case_file_case_id'), 'case_file', ['case_id'], unique=False)


def downgrade() -> None:
    op.drop_table('case_file')
    standing = [kind for kind in kinds_that_stand() if kind not in NEW_KINDS]
    change_kinds(standing, forgetting=NEW_KINDS)
