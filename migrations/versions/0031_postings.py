"""Which notice of the contacts hangs where, since when, and who hung it there"""

import sqlalchemy as sa
from alembic import op

revision = '0031_postings'
down_revision = '0029_directives'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('posting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('posted_on', sa.Date(), nullable=False),
    sa.Column('posted_by_id', sa.Integer(), nullable=False),
    sa.Column('photo_id', sa.Text(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['photo_id'], ['stored_file.id'], name=op.f('fk_posting_photo_id')),
    sa.ForeignKeyConstraint(['place_id'], ['posting_place.id'], name=op.f('fk_posting_place_id')),
    sa.ForeignKeyConstraint(['posted_by_id'], ['officer.id'], name=op.f('fk_posting_posted_by_id')),
    sa.ForeignKeyConstraint(['set_id'], ['contact_set.id'], name=op.f('fk_posting_set_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_posting'))
    )
    with op.batch_alter_table('posting') as batch_op:
        batch_op.create_index(batch_op.f('ix_posting_place_id'), ['place_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_posting_set_id'), ['set_id'], unique=False)


def downgrade() -> None:
    op.drop_table('posting')
