"""Pages and news of the public site"""

import sqlalchemy as sa
from alembic import op

revision = '0026_pages'
down_revision = '0031_postings'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('page',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', enum('pagekind', 'page', 'news'), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False, comment='order among its siblings'),
    sa.Column('slug', sa.Text(), nullable=False, comment='its own part of the address'),
    sa.Column('path', sa.Text(), nullable=False, comment='slugs from the top down'),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False, comment='Markdown'),
    sa.Column('tags', sa.JSON(), nullable=False),
    sa.Column('publish_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expire_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('dated_at', sa.DateTime(timezone=True), nullable=False, comment='what news is sorted by: when it appeared, or was written'),
    sa.Column('is_open', sa.Boolean(), nullable=False, comment='visitors read it, as last announced'),
    sa.Column('trashed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', enum('contentstate', 'draft', 'pending', 'published', 'archived'), nullable=False),
    sa.Column('proposal', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind = 'page' OR parent_id IS NULL", name=op.f('ck_page_news_has_no_parent')),
    sa.CheckConstraint('parent_id <> id', name=op.f('ck_page_not_under_itself')),
    sa.CheckConstraint('expire_at > publish_at', name=op.f('ck_page_expires_after_publication')),
    sa.CheckConstraint("trashed_at IS NULL OR state <> 'published'", name=op.f('ck_page_trash_is_not_public')),
    sa.ForeignKeyConstraint(['edited_by_id'], ['officer.id'], name=op.f('fk_page_edited_by_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['page.id'], name=op.f('fk_page_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page')),
    sa.UniqueConstraint('kind', 'path', name=op.f('uq_page_kind_path'))
    )
    op.create_index(op.f('ix_page_expire_at'), 'page', ['expire_at'], unique=False)
    op.create_index(op.f('ix_page_publish_at'), 'page', ['publish_at'], unique=False)
    op.create_index(op.f('ix_page_kind_state_dated_at'), 'page', ['kind', 'state', 'dated_at'], unique=False)
    op.create_index(op.f('ix_page_parent_id_kind_state_place'), 'page', ['parent_id', 'kind', 'state', 'place'], unique=False)
    op.create_table('page_address',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', enum('pagekind', 'page', 'news'), nullable=False),
    sa.Column('path', sa.Text(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_page_address_page_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_address')),
    sa.UniqueConstraint('kind', 'path', name=op.f('uq_page_address_kind_path'))
    )
    op.create_index(op.f('ix_page_address_page_id'), 'page_address', ['page_id'], unique=False)
    op.create_table('page_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['page.id'], name=op.f('fk_page_link_from_id')),
    sa.ForeignKeyConstraint(['to_id'], ['page.id'], name=op.f('fk_page_link_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_link')),
    sa.UniqueConstraint('from_id', 'to_id', name=op.f('uq_page_link_from_id_to_id'))
    )
    op.create_index(op.f('ix_page_link_to_id'), 'page_link', ['to_id'], unique=False)
    op.create_table('page_tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_page_tag_page_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_tag')),
    sa.UniqueConstraint('page_id', 'name', name=op.f('uq_page_tag_page_id_name'))
    )
    op.create_index(op.f('ix_page_tag_name'), 'page_tag', ['name'], unique=False)
    op.create_table('page_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('page_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False, comment='field → value'),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('number >= 1', name=op.f('ck_page_version_number_from_one')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_page_version_by_id')),
    sa.ForeignKeyConstraint(['page_id'], ['page.id'], name=op.f('fk_page_version_page_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_version')),
    sa.UniqueConstraint('page_id', 'number', name=op.f('uq_page_version_page_id_number'))
    )


def downgrade() -> None:
    for table in ('page_version', 'page_tag', 'page_link', 'page_address', 'page'):
        op.drop_table(table)
