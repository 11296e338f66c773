"""What figures of past days need: how cases stood before, which rounds were taken"""

import sqlalchemy as sa
from alembic import op

revision = '0018_lookup'
down_revision = '0017_workbench'
branch_labels = None
depends_on = None

KINDS = ('report', 'petition', 'question', 'complaint', 'denunciation')
FIELDS = ('roads', 'maintenance', 'passengers', 'stations', 'overload', 'inspection', 'licences', 'waterways', 'safety', 'conduct', 'planning', 'other')
URGENCIES = ('urgent', 'quick', 'normal', 'complex')

UNTAKEN = """
    UPDATE case_round SET accepted = false
    WHERE n = 1
    AND (case_id IN (SELECT id FROM "case" WHERE state = 'submitted')
      OR case_id IN (
        SELECT case_id FROM pause WHERE until IS NULL AND asked_from = 'submitted')
      OR (outcome IN ('declined', 'withdrawn') AND NOT EXISTS (
        SELECT 1 FROM event WHERE subject = 'case' AND subject_id = case_id
        AND to_state = 'received')))
"""
CLOSED = """
    UPDATE case_round SET closed_at = (
      SELECT closed_at FROM "case" WHERE "case".id = case_id AND "case".round = n)
"""


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table('case_round') as batch_op:
        batch_op.add_column(sa.Column('accepted', sa.Boolean(), nullable=False, server_default=sa.true(), comment='FALSE: sent in, and taken by nobody'))
        batch_op.add_column(sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True))
    op.execute(UNTAKEN)
    op.execute(CLOSED)
    with op.batch_alter_table('case_round') as batch_op:
        batch_op.alter_column('accepted', server_default=None)
        batch_op.create_check_constraint(op.f('ck_case_round_reopened_was_accepted'), 'accepted OR n = 1')
        batch_op.create_check_constraint(op.f('ck_case_round_worked_on_once_accepted'), "accepted OR outcome IS NULL OR outcome IN ('declined', 'withdrawn')")
        batch_op.create_check_constraint(op.f('ck_case_round_closed_once_done'), 'closed_at IS NULL OR done_at IS NOT NULL')
    op.create_table('case_before',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False, comment='the moment it changed'),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('lead_unit_id', sa.Integer(), nullable=True),
    sa.Column('handler_id', sa.Integer(), nullable=True),
    sa.Column('kind', enum('casekind', *KINDS), nullable=True),
    sa.Column('field', enum('field', *FIELDS), nullable=True),
    sa.Column('urgency', enum('urgency', *URGENCIES), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_before_case_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['officer.id'], name=op.f('fk_case_before_handler_id')),
    sa.ForeignKeyConstraint(['lead_unit_id'], ['unit.id'], name=op.f('fk_case_before_lead_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_before'))
    )
    op.create_index(op.f('ix_case_before_case_id_round_until'), 'case_before', ['case_id', 'round', 'until'], unique=False)


def downgrade() -> None:
    op.drop_table('case_before')
    with op.batch_alter_table('case_round') as batch_op:
        batch_op.drop_constraint(op.f('ck_case_round_closed_once_done'), type_='check')
        batch_op.drop_constraint(op.f('ck_case_round_worked_on_once_accepted'), type_='check')
        batch_op.drop_constraint(op.f('ck_case_round_reopened_was_accepted'), type_='check')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('accepted')
