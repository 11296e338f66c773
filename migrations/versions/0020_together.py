"""A leader takes back what he wanted done"""

import sqlalchemy as sa
from alembic import op

revision = '0020_together'
down_revision = '0022_signed_outside'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('instruction') as batch_op:
        batch_op.add_column(sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('taken_back_why', sa.Text(), server_default='', nullable=False))
    with op.batch_alter_table('instruction') as batch_op:
        batch_op.alter_column('taken_back_why', server_default=None)
        batch_op.create_check_constraint(op.f('ck_instruction_taken_back_for_a_reason'), "(taken_back_at IS NULL) = (taken_back_why = '')")
        batch_op.create_check_constraint(op.f('ck_instruction_taken_back_or_answered'), 'taken_back_at IS NULL OR answered_at IS NULL')


def downgrade() -> None:
    with op.batch_alter_table('instruction') as batch_op:
        batch_op.drop_constraint(op.f('ck_instruction_taken_back_or_answered'), type_='check')
        batch_op.drop_constraint(op.f('ck_instruction_taken_back_for_a_reason'), type_='check')
        batch_op.drop_column('taken_back_why')
        batch_op.drop_column('taken_back_at')
