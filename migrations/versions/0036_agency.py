"""Whose portal this is, as administrators say it"""

import sqlalchemy as sa
from alembic import op

revision = '0036_agency'
down_revision = '0032_waiting'
branch_labels = None
depends_on = None

TEXTS = ('name', 'full_name', 'code', 'place', 'head', 'address', 'phone', 'fax', 'email', 'english_parent', 'english_name', 'website', 'footer')


def upgrade() -> None:
    op.create_table('agency_profile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('parent', sa.Text(), nullable=False, comment='a line break is one on paper'),
    *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
    sa.CheckConstraint("parent <> '' AND name <> '' AND full_name <> '' AND code <> '' AND place <> '' AND head <> ''", name=op.f('ck_agency_profile_says_whose_letters')),
    sa.CheckConstraint("english_parent <> '' AND english_name <> ''", name=op.f('ck_agency_profile_has_english_names')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_agency_profile_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_profile'))
    )
    op.create_index(op.f('ix_agency_profile_since'), 'agency_profile', ['since'], unique=False)


def downgrade() -> None:
    op.drop_table('agency_profile')
