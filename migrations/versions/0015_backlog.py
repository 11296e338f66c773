"""The backlog: marks on cases, the sittings that clear it and what they decided"""

import sqlalchemy as sa
from alembic import op

revision = '0015_backlog'
down_revision = '0014_links'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('backlog_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('mark', enum('backlogmark', 'resolved_offline', 'out_of_competence', 'no_longer_relevant'), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('removed_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_backlog_mark_for_a_reason')),
    sa.CheckConstraint('(removed_at IS NULL) = (removed_by_id IS NULL)', name=op.f('ck_backlog_mark_somebody_removed')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_backlog_mark_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_backlog_mark_case_id')),
    sa.ForeignKeyConstraint(['removed_by_id'], ['officer.id'], name=op.f('fk_backlog_mark_removed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backlog_mark'))
    )
    op.create_index(op.f('ix_backlog_mark_case_id'), 'backlog_mark', ['case_id'], unique=False)
    op.create_index('uq_backlog_mark_stands', 'backlog_mark', ['case_id', 'round', 'mark'], unique=True, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))
    op.create_table('backlog_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False, comment='it sits, and the figures are of'),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('chair_id', sa.Integer(), nullable=False),
    sa.Column('secretary_id', sa.Integer(), nullable=False),
    sa.Column('present', sa.Text(), nullable=False, comment='who sat, one a line'),
    sa.Column('conclusions', sa.Text(), nullable=False),
    sa.Column('opening', sa.JSON(), nullable=False),
    sa.Column('closing', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(ended_at IS NULL) = (closing IS NULL)', name=op.f('ck_backlog_review_counted_when_ended')),
    sa.CheckConstraint("ended_at IS NULL OR conclusions <> ''", name=op.f('ck_backlog_review_ends_with_conclusions')),
    sa.CheckConstraint('chair_id <> secretary_id', name=op.f('ck_backlog_review_another_writes')),
    sa.CheckConstraint("place <> '' AND present <> ''", name=op.f('ck_backlog_review_somewhere_by_some')),
    sa.ForeignKeyConstraint(['chair_id'], ['officer.id'], name=op.f('fk_backlog_review_chair_id')),
    sa.ForeignKeyConstraint(['secretary_id'], ['officer.id'], name=op.f('fk_backlog_review_secretary_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_backlog_review'))
    )
    op.create_table('reviewed_case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', enum('backlogkind', 'b1', 'b2', 'b3', 'b4'), nullable=False),
    sa.Column('decision', enum('reviewdecision', 'close', 'transfer', 'urge', 'leave'), nullable=False),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(decision = 'urge') = (due_on IS NOT NULL)", name=op.f('ck_reviewed_case_urged_until_a_day')),
    sa.CheckConstraint("said <> ''", name=op.f('ck_reviewed_case_says_why')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_reviewed_case_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_reviewed_case_case_id')),
    sa.ForeignKeyConstraint(['review_id'], ['backlog_review.id'], name=op.f('fk_reviewed_case_review_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reviewed_case')),
    sa.UniqueConstraint('review_id', 'case_id', name=op.f('uq_reviewed_case_review_id_case_id'))
    )
    op.create_index(op.f('ix_reviewed_case_case_id'), 'reviewed_case', ['case_id'], unique=False)


def downgrade() -> None:
    for table in ('reviewed_case', 'backlog_review', 'backlog_mark'):
        op.drop_table(table)
