"""Units have a version and an English name"""

import sqlalchemy as sa
from alembic import op

revision = '0037_units'
down_revision = '0036_agency'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('unit') as batch_op:
        batch_op.add_column(sa.Column('english_name', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('unit') as batch_op:
        batch_op.alter_column('english_name', server_default=None)
        batch_op.alter_column('version', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('unit') as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('english_name')
