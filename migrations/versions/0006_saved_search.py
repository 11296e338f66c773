"""Searches that officers keep under a name"""

import sqlalchemy as sa
from alembic import op

revision = '0006_saved_search'
down_revision = '0005_file_text'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('saved_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('parameters', sa.JSON(), nullable=False, comment="of the search's address, name to text"),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("name <> ''", name=op.f('ck_saved_search_named')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_saved_search_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('officer_id', 'name', name=op.f('uq_saved_search_officer_id_name'))
    )
    op.create_index(op.f('ix_saved_search_officer_id'), 'saved_search', ['officer_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_saved_search_officer_id'), table_name='saved_search')
    op.drop_table('saved_search')
