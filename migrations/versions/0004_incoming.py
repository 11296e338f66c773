"""Files that came in, and what directives ask for by when"""

import sqlalchemy as sa
from alembic import op

revision = '0004_incoming'
down_revision = '0003_letter_studio'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('incoming_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'confirmed', 'discarded', name='incomingstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('proposal', sa.JSON(), nullable=False, comment='as read from the file'),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_by_id', sa.Integer(), nullable=True, comment='NULL: by a command'),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False, comment='why it was discarded'),
    sa.Column('directive_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'confirmed') = (directive_id IS NOT NULL)", name=op.f('ck_incoming_file_directive_iff_confirmed')),
    sa.CheckConstraint("(state = 'waiting') = (closed_at IS NULL)", name=op.f('ck_incoming_file_closed_unless_waiting')),
    sa.CheckConstraint("state <> 'discarded' OR reason <> ''", name=op.f('ck_incoming_file_discarded_for_a_reason')),
    sa.CheckConstraint('closed_by_id IS NULL OR closed_at IS NOT NULL', name=op.f('ck_incoming_file_closer_has_a_time')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['officer.id'], name=op.f('fk_incoming_file_closed_by_id')),
    sa.ForeignKeyConstraint(['directive_id'], ['directive.id'], name=op.f('fk_incoming_file_directive_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_incoming_file_file_id')),
    sa.ForeignKeyConstraint(['taken_by_id'], ['officer.id'], name=op.f('fk_incoming_file_taken_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incoming_file')),
    sa.UniqueConstraint('directive_id', name=op.f('uq_incoming_file_directive_id')),
    sa.UniqueConstraint('file_id', name=op.f('uq_incoming_file_file_id')),
    sa.UniqueConstraint('sha256', name=op.f('uq_incoming_file_sha256'))
    )
    op.create_index(op.f('ix_incoming_file_state'), 'incoming_file', ['state'], unique=False)
    op.create_table('obligation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('directive_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False, comment='the sentence that sets the deadline'),
    sa.Column('mode', sa.Enum('before', 'by', 'within', 'within_days', name='deadlinemode', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('stated_on', sa.Date(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('counted_from', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('calendar', sa.Text(), nullable=False, comment='version the due date came from'),
    sa.CheckConstraint("text <> ''", name=op.f('ck_obligation_says_what')),
    sa.CheckConstraint("(mode IN ('before', 'by')) = (stated_on IS NOT NULL)", name=op.f('ck_obligation_date_iff_dated')),
    sa.CheckConstraint("(mode IN ('within', 'within_days')) = (days IS NOT NULL) AND (days IS NULL) = (counted_from IS NULL)", name=op.f('ck_obligation_term_has_days_and_start')),
    sa.CheckConstraint('days >= 1', name=op.f('ck_obligation_days_from_one')),
    sa.ForeignKeyConstraint(['directive_id'], ['directive.id'], name=op.f('fk_obligation_directive_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_obligation'))
    )
    op.create_index(op.f('ix_obligation_directive_id'), 'obligation', ['directive_id'], unique=False)
    op.create_index(op.f('ix_obligation_due_on'), 'obligation', ['due_on'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_obligation_due_on'), table_name='obligation')
    op.drop_index(op.f('ix_obligation_directive_id'), table_name='obligation')
    op.drop_table('obligation')
    op.drop_index(op.f('ix_incoming_file_state'), table_name='incoming_file')
    op.drop_table('incoming_file')
