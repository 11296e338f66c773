"""Lists of very many cases are walked in the order they are shown in"""

import sqlalchemy as sa
from alembic import op

revision = '0024_figures'
down_revision = '0019_listed'
branch_labels = None
depends_on = None

NARROWED = ('state', 'lead_unit_id', 'handler_id', 'field', 'urgency', 'channel', 'source', 'round', 'recorded_by_id', 'sealed')


def upgrade() -> None:
    op.drop_index('ix_case_listed', 'case')
    op.drop_index('ix_case_received_at', 'case')
    op.create_index('ix_case_listed', 'case', [sa.text('done_at DESC'), 'due_on', 'id', 'received_at', *NARROWED])
    op.create_index('ix_case_received', 'case', ['received_at', 'id', 'done_at', 'due_on', 'recorded_at', *NARROWED])


def downgrade() -> None:
    op.drop_index('ix_case_received', 'case')
    op.drop_index('ix_case_listed', 'case')
    op.create_index('ix_case_received_at', 'case', ['received_at'])
    op.create_index('ix_case_listed', 'case', ['done_at', 'due_on', 'state', 'lead_unit_id', 'handler_id', 'field', 'urgency', 'channel', 'source', 'round', 'received_at', 'recorded_by_id', 'sealed'])
