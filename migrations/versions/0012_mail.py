"""Mail to officers: where it goes, who wants it, the digest of each morning"""

import sqlalchemy as sa
from alembic import op

revision = '0012_mail'
down_revision = '0011_talk'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('officer') as batch_op:
        batch_op.add_column(sa.Column('email', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('wants_digest', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_check_constraint(op.f('ck_officer_mail_has_a_place'), "email = '' OR email LIKE '%_@_%'")
    with op.batch_alter_table('officer') as batch_op:
        batch_op.alter_column('email', server_default=None)
        batch_op.alter_column('wants_digest', server_default=None)
    op.create_table('digest_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False, comment='of the next try'),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fault', sa.Text(), nullable=False, comment='of the last try'),
    sa.CheckConstraint('tries >= 0', name=op.f('ck_digest_mail_tries_from_zero')),
    sa.CheckConstraint('sent_at IS NULL OR ended_at IS NOT NULL', name=op.f('ck_digest_mail_sent_is_over')),
    sa.CheckConstraint("sent_at IS NULL OR fault = ''", name=op.f('ck_digest_mail_sent_without_fault')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_digest_mail_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_digest_mail')),
    sa.UniqueConstraint('officer_id', 'on', name=op.f('uq_digest_mail_officer_id_on'))
    )
    op.create_index(op.f('ix_digest_mail_ended_at_due_at'), 'digest_mail', ['ended_at', 'due_at'], unique=False)


def downgrade() -> None:
    op.drop_table('digest_mail')
    with op.batch_alter_table('officer') as batch_op:
        batch_op.drop_constraint(op.f('ck_officer_mail_has_a_place'), type_='check')
        batch_op.drop_column('wants_digest')
        batch_op.drop_column('email')
