"""Pages show pictures, and list files under their words"""

import sqlalchemy as sa
from alembic import op

revision = '0041_page_files'
down_revision = '0035_sender_mail'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('page_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False, comment='pixels; 0 of what is no picture'),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('told', sa.Text(), nullable=False, comment="what it shows; '' of decoration"),
    sa.Column('is_shown', sa.Boolean(), nullable=False, comment='by what stands of the page, public or not'),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('(width > 0) = (height > 0)', name=op.f('ck_page_file_a_picture_has_both_sides')),
    sa.CheckConstraint("width > 0 OR told = ''", name=op.f('ck_page_file_only_pictures_are_told_of')),
    sa.CheckConstraint('removed_at IS NULL OR NOT is_shown', name=op.f('ck_page_file_what_is_shown_is_there')),
    sa.ForeignKeyConstraint(['added_by_id'], ['officer.id'], name=op.f('fk_page_file_added_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_page_file_file_id')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_page_file_page_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_file')),
    sa.UniqueConstraint('file_id', name=op.f('uq_page_file_file_id'))
    )
    with op.batch_alter_table('page_file') as batch_op:
        batch_op.create_index(batch_op.f('ix_page_file_page_id'), ['page_id'], unique=False)
    with op.batch_alter_table('page') as batch_op:
        batch_op.add_column(sa.Column('files', sa.JSON(), nullable=False, server_default='[]', comment='ids of the files listed under it, in order'))


def downgrade() -> None:
    with op.batch_alter_table('page') as batch_op:
        batch_op.drop_column('files')
    op.drop_table('page_file')
