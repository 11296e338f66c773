"""The department's days and terms, and the date the province gives"""

import sqlalchemy as sa
from alembic import op

revision = '0009_deadlines'
down_revision = '0008_history_chain'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table('case') as batch_op:
        batch_op.add_column(sa.Column('external_due', sa.Date(), nullable=True, comment="the province's own date, which wins"))
    op.create_table('calendar_day',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('works', sa.Boolean(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('basis', sa.Text(), nullable=False, comment='the paper it follows from'),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("name <> ''", name=op.f('ck_calendar_day_named')),
    sa.CheckConstraint("basis <> ''", name=op.f('ck_calendar_day_for_a_reason')),
    sa.CheckConstraint('(removed_at IS NULL) = (removed_by_id IS NULL)', name=op.f('ck_calendar_day_somebody_removed')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['officer.id'], name=op.f('fk_calendar_day_decided_by_id')),
    sa.ForeignKeyConstraint(['removed_by_id'], ['officer.id'], name=op.f('fk_calendar_day_removed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_day'))
    )
    op.create_index('uq_calendar_day_stands', 'calendar_day', ['on'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))
    op.create_table('calendar_year',
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['officer.id'], name=op.f('fk_calendar_year_confirmed_by_id')),
    sa.PrimaryKeyConstraint('year', name=op.f('pk_calendar_year'))
    )
    op.create_table('sla_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('step', enum('timedstep', 'resolve', 'unit_margin', 'classify', 'transfer', 'supplement', 'approve', 'enter_reply', 'province_report', 'extend', 'extend_total', 'progress_note', 'reopen', 'stale', 'long_ago'), nullable=False),
    sa.Column('source', enum('source', 'department', 'province'), nullable=True),
    sa.Column('urgency', enum('urgency', 'urgent', 'quick', 'normal', 'complex'), nullable=True),
    sa.Column('kind', enum('casekind', 'report', 'petition', 'question', 'complaint', 'denunciation'), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit', enum('termunit', 'working_days', 'calendar_days', 'hours'), nullable=False),
    sa.Column('basis', sa.Text(), nullable=False),
    sa.Column('directive_id', sa.Integer(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('amount BETWEEN 0 AND 400', name=op.f('ck_sla_rule_amount_is_a_term')),
    sa.CheckConstraint("unit <> 'hours' OR (amount BETWEEN 1 AND 24 AND urgency = 'urgent')", name=op.f('ck_sla_rule_hours_only_when_urgent')),
    sa.CheckConstraint("basis <> ''", name=op.f('ck_sla_rule_has_a_basis')),
    sa.CheckConstraint('valid_to IS NULL OR valid_to >= valid_from', name=op.f('ck_sla_rule_ends_after_it_begins')),
    sa.CheckConstraint('ended_by_id IS NULL OR valid_to IS NOT NULL', name=op.f('ck_sla_rule_ended_on_a_day')),
    sa.ForeignKeyConstraint(['added_by_id'], ['officer.id'], name=op.f('fk_sla_rule_added_by_id')),
    sa.ForeignKeyConstraint(['directive_id'], ['directive.id'], name=op.f('fk_sla_rule_directive_id')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['officer.id'], name=op.f('fk_sla_rule_ended_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sla_rule'))
    )
    op.create_index(op.f('ix_sla_rule_directive_id'), 'sla_rule', ['directive_id'], unique=False)


def downgrade() -> None:
    for table in ('sla_rule', 'calendar_year', 'calendar_day'):
        op.drop_table(table)
    with op.batch_alter_table('case') as batch_op:
        batch_op.drop_column('external_due')
