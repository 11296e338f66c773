"""When a contact of the hotline answers"""

import sqlalchemy as sa
from alembic import op

revision = '0040_hours'
down_revision = '0038_fields'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('contact') as batch_op:
        batch_op.add_column(sa.Column('hours', sa.Text(), nullable=False, server_default='', comment='Mo-Fr 07:30-11:30,13:30-17:00'))
        batch_op.alter_column('hours', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('contact') as batch_op:
        batch_op.drop_column('hours')
