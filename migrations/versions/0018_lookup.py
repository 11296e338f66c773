"""How cases stood before, PINs to look cases up with, directives passed on to units"""

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


KINDS_BEFORE = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked', 'asked', 'refused', 'lapsed', 'instructed', 'carried_out', 'commented', 'coordinated', 'recomputed', 'configured', 'file_added', 'file_withdrawn')


def widen_kinds(values: tuple[str, ...]) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), f"kind IN ({', '.join(map(repr, values))})")


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
    op.create_table('case_pin',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False, comment='argon2id of its HMAC'),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("hash <> ''", name=op.f('ck_case_pin_is_kept_as_a_hash')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_pin_case_id')),
    sa.ForeignKeyConstraint(['given_by_id'], ['officer.id'], name=op.f('fk_case_pin_given_by_id')),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_case_pin'))
    )
    op.create_table('lookup_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False, comment='HMAC of the code that was typed'),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lookup_attempt'))
    )
    op.create_index(op.f('ix_lookup_attempt_about_address_at'), 'lookup_attempt', ['about', 'address', 'at'], unique=False)
    op.create_index(op.f('ix_lookup_attempt_address_at'), 'lookup_attempt', ['address', 'at'], unique=False)
    op.create_table('distribution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('directive_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('purpose', enum('purpose', 'inform', 'carry_out', 'urge', 'coordinate'), nullable=False),
    sa.Column('note', sa.Text(), nullable=False, comment='to the unit'),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_by_id', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_by_id', sa.Integer(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.Column('result', sa.Text(), nullable=False, comment='what was done'),
    sa.CheckConstraint('(read_at IS NULL) = (read_by_id IS NULL)', name=op.f('ck_distribution_read_by_somebody')),
    sa.CheckConstraint('(done_at IS NULL) = (done_by_id IS NULL)', name=op.f('ck_distribution_done_by_somebody')),
    sa.CheckConstraint('done_at IS NULL OR read_at IS NOT NULL', name=op.f('ck_distribution_read_before_done')),
    sa.CheckConstraint("purpose <> 'inform' OR done_at IS NULL", name=op.f('ck_distribution_nothing_to_do_but_read')),
    sa.CheckConstraint("(done_at IS NULL) = (result = '')", name=op.f('ck_distribution_done_with_a_result')),
    sa.ForeignKeyConstraint(['directive_id'], ['directive.id'], name=op.f('fk_distribution_directive_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_distribution_unit_id')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['officer.id'], name=op.f('fk_distribution_sent_by_id')),
    sa.ForeignKeyConstraint(['read_by_id'], ['officer.id'], name=op.f('fk_distribution_read_by_id')),
    sa.ForeignKeyConstraint(['done_by_id'], ['officer.id'], name=op.f('fk_distribution_done_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_distribution')),
    sa.UniqueConstraint('directive_id', 'unit_id', 'purpose', name=op.f('uq_distribution_directive_id_unit_id_purpose'))
    )
    op.create_index(op.f('ix_distribution_unit_id'), 'distribution', ['unit_id'], unique=False)
    widen_kinds((*KINDS_BEFORE, 'pin_given', 'distributed', 'acknowledged'))


def downgrade() -> None:
    # Refused once lines of the new kinds stand: no line of the history is ever removed.
    widen_kinds(KINDS_BEFORE)
    for table in ('distribution', 'lookup_attempt', 'case_pin', 'case_before'):
        op.drop_table(table)
    with op.batch_alter_table('case_round') as batch_op:
        batch_op.drop_constraint(op.f('ck_case_round_closed_once_done'), type_='check')
        batch_op.drop_constraint(op.f('ck_case_round_worked_on_once_accepted'), type_='check')
        batch_op.drop_constraint(op.f('ck_case_round_reopened_was_accepted'), type_='check')
        batch_op.drop_column('closed_at')
        batch_op.drop_column('accepted')
