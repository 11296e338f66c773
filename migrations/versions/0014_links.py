"""What makes cases alike, what ties them together, and who of the merged was answered"""

import sqlalchemy as sa
from alembic import op

revision = '0014_links'
down_revision = '0013_case_files'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    # The worker makes the keys and marks of the cases that stand: it has the secret.
    op.add_column('complainant', sa.Column('phone_key', sa.Text(), nullable=True, comment="HMAC of the telephone; '': none; NULL: not made yet"))
    op.create_index(op.f('ix_complainant_phone_key'), 'complainant', ['phone_key'], unique=False)
    op.create_index('ix_complainant_unmarked', 'complainant', ['case_id'], unique=False, sqlite_where=sa.text('phone_key IS NULL'), postgresql_where=sa.text('phone_key IS NULL'))
    op.create_table('case_mark',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', enum('markkind', 'plate', 'road', 'place'), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.CheckConstraint("key <> ''", name=op.f('ck_case_mark_names_something')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_mark_case_id')),
    sa.PrimaryKeyConstraint('case_id', 'kind', 'key', name=op.f('pk_case_mark'))
    )
    op.create_index(op.f('ix_case_mark_kind_key_case_id'), 'case_mark', ['kind', 'key', 'case_id'], unique=False)
    op.create_table('case_link',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('kind', enum('linkkind', 'again', 'duplicate', 'related', 'apart'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('case_id <> other_id', name=op.f('ck_case_link_to_another')),
    sa.CheckConstraint("kind <> 'again'", name=op.f('ck_case_link_again_is_a_parent')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_case_link_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_link_case_id')),
    sa.ForeignKeyConstraint(['other_id'], ['case.id'], name=op.f('fk_case_link_other_id')),
    sa.PrimaryKeyConstraint('case_id', 'other_id', name=op.f('pk_case_link'))
    )
    op.create_index(op.f('ix_case_link_other_id'), 'case_link', ['other_id'], unique=False)
    op.create_table('merged_answer',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('channel', enum('sendchannel', 'post', 'email', 'phone', 'in_person', 'no_address'), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(channel = 'no_address') = (told_on IS NULL)", name=op.f('ck_merged_answer_told_on_a_day')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_merged_answer_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_merged_answer_case_id')),
    sa.PrimaryKeyConstraint('case_id', 'round', name=op.f('pk_merged_answer'))
    )


def downgrade() -> None:
    for table in ('merged_answer', 'case_link', 'case_mark'):
        op.drop_table(table)
    for index in ('ix_complainant_unmarked', 'ix_complainant_phone_key'):
        op.drop_index(index, table_name='complainant')
    with op.batch_alter_table('complainant') as batch_op:
        batch_op.drop_column('phone_key')
