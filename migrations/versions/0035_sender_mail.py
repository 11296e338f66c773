"""What a sender is told by mail waits to be sent"""

import sqlalchemy as sa
from alembic import op

revision = '0035_sender_mail'
down_revision = '0034_senders'
branch_labels = None
depends_on = None

STATES = ('submitted', 'awaiting_info', 'received', 'in_progress', 'pending_approval', 'approved', 'replied', 'resolved', 'transferred', 'closed_unresolved', 'declined', 'withdrawn')


def upgrade() -> None:
    op.create_table('sender_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False, comment='of the next try'),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fault', sa.Text(), nullable=False, comment='of the last try'),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('about', sa.Enum(*STATES, name='casestate', native_enum=False, create_constraint=True, length=32), nullable=False, comment='where the case has come to'),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('tries >= 0', name=op.f('ck_sender_mail_tries_from_zero')),
    sa.CheckConstraint('sent_at IS NULL OR ended_at IS NOT NULL', name=op.f('ck_sender_mail_sent_is_over')),
    sa.CheckConstraint("sent_at IS NULL OR fault = ''", name=op.f('ck_sender_mail_sent_without_fault')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_sender_mail_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sender_mail'))
    )
    op.create_index(op.f('ix_sender_mail_case_id'), 'sender_mail', ['case_id'], unique=False)
    op.create_index(op.f('ix_sender_mail_ended_at_due_at'), 'sender_mail', ['ended_at', 'due_at'], unique=False)


def downgrade() -> None:
    op.drop_table('sender_mail')
