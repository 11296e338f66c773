"""What a sitting on the backlog urges is an instruction"""

import sqlalchemy as sa
from alembic import op

revision = '0025_urged'
down_revision = '0028_posting'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('reviewed_case') as batch_op:
        batch_op.add_column(sa.Column('instruction_id', sa.Integer(), nullable=True, comment='that urges'))
        batch_op.create_foreign_key(op.f('fk_reviewed_case_instruction_id'), 'instruction', ['instruction_id'], ['id'])
        batch_op.create_unique_constraint(op.f('uq_reviewed_case_instruction_id'), ['instruction_id'])
        batch_op.create_check_constraint(op.f('ck_reviewed_case_instructed_when_urged'), "instruction_id IS NULL OR decision = 'urge'")


def downgrade() -> None:
    with op.batch_alter_table('reviewed_case') as batch_op:
        batch_op.drop_constraint(op.f('ck_reviewed_case_instructed_when_urged'), type_='check')
        batch_op.drop_constraint(op.f('uq_reviewed_case_instruction_id'), type_='unique')
        batch_op.drop_constraint(op.f('fk_reviewed_case_instruction_id'), type_='foreignkey')
        batch_op.drop_column('instruction_id')
