"""What is written in stored files, for search"""

import sqlalchemy as sa
from alembic import op

revision = '0005_file_text'
down_revision = '0004_incoming'
branch_labels = None
depends_on = None

_OWNERS = (
    ('directive', 'file_id'),
    ('outgoing_letter', 'file_id'),
    ('reply', 'signed_file_id'),
    ('signed_copy', 'file_id'),
)


def upgrade() -> None:
    op.create_table('file_text',
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'read', 'empty', 'unreadable', 'withheld', name='textstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False, comment='not looked at before'),
    sa.Column('passages', sa.JSON(), nullable=True, comment='kind and number of place, name, text'),
    sa.Column('is_cut', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False, comment='why it was not read'),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('extractor', sa.Text(), nullable=False, comment='version that read it'),
    sa.CheckConstraint('tries >= 0', name=op.f('ck_file_text_tries_not_negative')),
    sa.CheckConstraint("state <> 'read' OR passages IS NOT NULL", name=op.f('ck_file_text_read_has_passages')),
    sa.CheckConstraint("state NOT IN ('empty', 'unreadable', 'withheld') OR passages IS NULL", name=op.f('ck_file_text_nothing_kept_of_what_is_not_read')),
    sa.CheckConstraint("state <> 'unreadable' OR reason <> ''", name=op.f('ck_file_text_unreadable_for_a_reason')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_file_text_file_id')),
    sa.PrimaryKeyConstraint('file_id', name=op.f('pk_file_text'))
    )
    op.create_index(op.f('ix_file_text_state_extractor_due_at'), 'file_text', ['state', 'extractor', 'due_at'], unique=False)
    for table, column in _OWNERS:
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column], unique=False)
    # Files that are here already wait to be read like those that come.
    op.execute(
        "INSERT INTO file_text"
        " (file_id, state, tries, due_at, is_cut, reason, extractor)"
        " SELECT id, 'waiting', 0, stored_at, false, '', '' FROM stored_file"
    )


def downgrade() -> None:
    for table, column in _OWNERS:
        op.drop_index(op.f(f'ix_{table}_{column}'), table_name=table)
    op.drop_index(op.f('ix_file_text_state_extractor_due_at'), table_name='file_text')
    op.drop_table('file_text')
