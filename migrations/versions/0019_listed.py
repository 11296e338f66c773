"""Lists of very many cases are found in an index"""

from alembic import op

revision = '0019_listed'
down_revision = '0018_lookup'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_case_lead_unit_id', 'case')
    op.create_index('ix_case_lead_unit_id_state_due_on', 'case', ['lead_unit_id', 'state', 'due_on'])
    op.create_index('ix_case_listed', 'case', ['done_at', 'due_on', 'state', 'lead_unit_id', 'handler_id', 'field', 'urgency', 'channel', 'source', 'round', 'received_at', 'recorded_by_id', 'sealed'])


def downgrade() -> None:
    op.drop_index('ix_case_listed', 'case')
    op.drop_index('ix_case_lead_unit_id_state_due_on', 'case')
    op.create_index('ix_case_lead_unit_id', 'case', ['lead_unit_id'])
