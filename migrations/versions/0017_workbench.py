"""Canned replies, where a paragraph is from, and drafts that are not saved yet"""

import sqlalchemy as sa
from alembic import op

revision = '0017_workbench'
down_revision = '0016_publication'
branch_labels = None
depends_on = None

_FIELDS = (
    'roads', 'maintenance', 'passengers', 'stations', 'overload', 'inspection',
    'licences', 'waterways', 'safety', 'conduct', 'planning', 'other',
)


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('canned_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False, comment="in the clerk's markup, with {fields}"),
    sa.Column('field', enum('field', *_FIELDS), nullable=True, comment='NULL: for every field'),
    sa.Column('unit_id', sa.Integer(), nullable=True, comment='NULL: for every unit'),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("title <> ''", name=op.f('ck_canned_reply_named')),
    sa.CheckConstraint("body <> ''", name=op.f('ck_canned_reply_says_something')),
    sa.ForeignKeyConstraint(['edited_by_id'], ['officer.id'], name=op.f('fk_canned_reply_edited_by_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_canned_reply_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_canned_reply'))
    )
    op.create_index(op.f('ix_canned_reply_unit_id'), 'canned_reply', ['unit_id'], unique=False)
    op.create_table('borrowed_passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('source_letter_id', sa.Integer(), nullable=True),
    sa.Column('past_reply_id', sa.Integer(), nullable=True),
    sa.Column('canned_id', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.Text(), nullable=False, comment='of the words, spaces made single'),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('CASE WHEN source_letter_id IS NULL THEN 0 ELSE 1 END + CASE WHEN past_reply_id IS NULL THEN 0 ELSE 1 END + CASE WHEN canned_id IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_borrowed_passage_from_one_source')),
    sa.CheckConstraint('source_letter_id <> letter_id', name=op.f('ck_borrowed_passage_from_another_letter')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_borrowed_passage_by_id')),
    sa.ForeignKeyConstraint(['canned_id'], ['canned_reply.id'], name=op.f('fk_borrowed_passage_canned_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['outgoing_letter.id'], name=op.f('fk_borrowed_passage_letter_id')),
    sa.ForeignKeyConstraint(['past_reply_id'], ['past_reply.id'], name=op.f('fk_borrowed_passage_past_reply_id')),
    sa.ForeignKeyConstraint(['source_letter_id'], ['outgoing_letter.id'], name=op.f('fk_borrowed_passage_source_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_borrowed_passage')),
    sa.UniqueConstraint('letter_id', 'sha256', name=op.f('uq_borrowed_passage_letter_id_sha256'))
    )
    for column in ('source_letter_id', 'past_reply_id', 'canned_id'):
        op.create_index(op.f(f'ix_borrowed_passage_{column}'), 'borrowed_passage', [column], unique=False)
    op.create_table('draft_autosave',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('base_version', sa.Integer(), nullable=False, comment='of the case, typed upon'),
    sa.Column('typed', sa.JSON(), nullable=False, comment='field of the form → text'),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_draft_autosave_case_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_draft_autosave_officer_id')),
    sa.PrimaryKeyConstraint('case_id', 'officer_id', name=op.f('pk_draft_autosave'))
    )
    with op.batch_alter_table('letter_autosave') as batch_op:
        batch_op.add_column(sa.Column('taken', sa.Text(), nullable=False, server_default='', comment='what was taken over meanwhile, as its marks'))
    with op.batch_alter_table('letter_autosave') as batch_op:
        batch_op.alter_column('taken', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('letter_autosave') as batch_op:
        batch_op.drop_column('taken')
    for table in ('draft_autosave', 'borrowed_passage', 'canned_reply'):
        op.drop_table(table)
