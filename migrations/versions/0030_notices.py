"""Notices above the public pages, within their time"""

import sqlalchemy as sa
from alembic import op

revision = '0030_notices'
down_revision = '0025_urged'
branch_labels = None
depends_on = None

FIELDS = (
    'roads', 'maintenance', 'passengers', 'stations', 'overload', 'inspection', 'licences',
    'waterways', 'safety', 'conduct', 'planning', 'other',
)


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('link', sa.Text(), nullable=False),
    sa.Column('field', sa.Enum(*FIELDS, name='field', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_down_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_notice_says_something')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_notice_ends_after_it_begins')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice') as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_ends_at'), ['ends_at'], unique=False)


def downgrade() -> None:
    op.drop_table('notice')
