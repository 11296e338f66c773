"""Directives are looked up and listed by indexes, and can be thrown away"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0039_many_directives'
down_revision = '0041_page_files'
branch_labels = None
depends_on = None

SEEN = ('state', 'is_public', 'trashed_at')
INDEXES = (
    ('number_key',),
    ('issued_on', *SEEN),
    ('kind', 'issued_on', *SEEN),
    ('issuer', 'issued_on', *SEEN),
    ('published_at', *SEEN),
)


def key_of(number: str) -> str:
    """Return a number as its spellings compare, as it was when this was written."""
    plain = unicodedata.normalize('NFD', number.replace('Ð', 'Đ').replace('ð', 'đ').casefold())
    bare = ''.join(char for char in plain if not unicodedata.combining(char)).replace('đ', 'd')
    return re.sub(r'\s+', '', bare).replace('–', '-').lstrip('0')


def upgrade() -> None:
    key = sa.Text().with_variant(sa.Text(collation='C'), 'postgresql')
    with op.batch_alter_table('directive') as batch_op:
        batch_op.add_column(sa.Column('number_key', key, nullable=False, server_default='', comment='the number as its spellings compare'))
        batch_op.add_column(sa.Column('trashed_at', sa.DateTime(timezone=True)))
    directive = sa.table('directive', sa.column('id', sa.Integer()), sa.column('number', sa.Text()), sa.column('number_key', sa.Text()))
    connection = op.get_bind()
    keyed = [{'this': row.id, 'key': key_of(row.number)} for row in connection.execute(sa.select(directive.c.id, directive.c.number))]
    if keyed:
        connection.execute(sa.update(directive).where(directive.c.id == sa.bindparam('this')).values(number_key=sa.bindparam('key')), keyed)
    there = sa.text('trashed_at IS NOT NULL')
    with op.batch_alter_table('directive') as batch_op:
        batch_op.alter_column('number_key', server_default=None)
        batch_op.create_check_constraint(op.f('ck_directive_trash_is_not_public'), "trashed_at IS NULL OR state <> 'published'")
        batch_op.drop_index(op.f('ix_directive_issued_on'))
        for columns in INDEXES:
            batch_op.create_index(op.f(f"ix_directive_{'_'.join(columns)}"), list(columns))
        batch_op.create_index(op.f('ix_directive_trashed_at'), ['trashed_at'], sqlite_where=there, postgresql_where=there)
    op.create_index(op.f('ix_directive_relation_to_id_kind'), 'directive_relation', ['to_id', 'kind'])
    op.create_index(op.f('ix_distribution_read_at_unit_id'), 'distribution', ['read_at', 'unit_id'])
    op.create_index(op.f('ix_distribution_done_at_purpose_unit_id'), 'distribution', ['done_at', 'purpose', 'unit_id'])


def downgrade() -> None:
    op.drop_index(op.f('ix_distribution_done_at_purpose_unit_id'), 'distribution')
    op.drop_index(op.f('ix_distribution_read_at_unit_id'), 'distribution')
    op.drop_index(op.f('ix_directive_relation_to_id_kind'), 'directive_relation')
    with op.batch_alter_table('directive') as batch_op:
        batch_op.drop_index(op.f('ix_directive_trashed_at'))
        for columns in INDEXES:
            batch_op.drop_index(op.f(f"ix_directive_{'_'.join(columns)}"))
        batch_op.create_index(op.f('ix_directive_issued_on'), ['issued_on'])
        batch_op.drop_constraint(op.f('ck_directive_trash_is_not_public'), type_='check')
        batch_op.drop_column('trashed_at')
        batch_op.drop_column('number_key')
