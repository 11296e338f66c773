"""The logo and the colour of the public site"""

import sqlalchemy as sa
from alembic import op

revision = '0042_look'
down_revision = '0039_many_directives'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('site_look',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('logo', sa.LargeBinary(), nullable=True, comment='WebP'),
    sa.Column('logo_digest', sa.Text(), nullable=False),
    sa.Column('logo_width', sa.Integer(), nullable=False),
    sa.Column('logo_height', sa.Integer(), nullable=False),
    sa.Column('logo_alt', sa.Text(), nullable=False),
    sa.Column('accent', sa.Text(), nullable=False, comment="'': as shipped"),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=True, comment='NULL: tried out'),
    sa.CheckConstraint("(logo IS NULL) = (logo_digest = '') AND (logo IS NULL) = (logo_width = 0) AND (logo IS NULL) = (logo_height = 0)", name=op.f('ck_site_look_logo_is_whole')),
    sa.CheckConstraint("accent = '' OR accent LIKE '#______'", name=op.f('ck_site_look_is_a_colour')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_site_look_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_look'))
    )
    op.create_index(op.f('ix_site_look_logo_digest'), 'site_look', ['logo_digest'], unique=False)


def downgrade() -> None:
    op.drop_table('site_look')
