"""Periods are closed, with the figures that were reported of them"""

import sqlalchemy as sa
from alembic import op

revision = '0043_closed_periods'
down_revision = '0042_look'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'closed_period',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('first_on', sa.Date(), nullable=False),
        sa.Column('last_on', sa.Date(), nullable=False),
        sa.Column('figures', sa.JSON(), nullable=False),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('closed_by_id', sa.Integer(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('opened_by_id', sa.Integer(), nullable=True),
        sa.Column('reason', sa.Text(), nullable=False, comment='of opening it again'),
        sa.CheckConstraint('first_on <= last_on', name=op.f('ck_closed_period_ends_after_it_begins')),
        sa.CheckConstraint("(opened_at IS NULL) = (opened_by_id IS NULL) AND (opened_at IS NULL) = (reason = '')", name=op.f('ck_closed_period_opened_by_somebody_for_a_reason')),
        sa.ForeignKeyConstraint(['closed_by_id'], ['officer.id'], name=op.f('fk_closed_period_closed_by_id_officer')),
        sa.ForeignKeyConstraint(['opened_by_id'], ['officer.id'], name=op.f('fk_closed_period_opened_by_id_officer')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_period')),
    )
    op.create_index('uq_closed_period_stands', 'closed_period', ['first_on', 'last_on'], unique=True, sqlite_where=sa.text('opened_at IS NULL'), postgresql_where=sa.text('opened_at IS NULL'))


def downgrade() -> None:
    op.drop_index('uq_closed_period_stands', 'closed_period')
    op.drop_table('closed_period')
