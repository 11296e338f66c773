"""Entries of the register"""

import sqlalchemy as sa
from alembic import op

revision = '0002_register_entries'
down_revision = '0001_first_tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outgoing_letter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outgoing_letter_id_book_year_number'), ['id', 'book', 'year', 'number'], unique=True)

    op.create_table('book_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book', sa.Text(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('symbol', sa.Text(), nullable=False, comment='SGTVT-VP: what follows the number'),
    sa.Column('state', sa.Enum('reserved', 'issued', 'voided', name='entrystate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False, comment='of the letter, or reserved on'),
    sa.Column('letter_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False, comment='why it was reserved'),
    sa.Column('reserved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reserved_by_id', sa.Integer(), nullable=True),
    sa.Column('reserve_key', sa.Text(), nullable=True, comment='of the form it came from: a form reserves one number'),
    sa.Column('void_reason', sa.Text(), nullable=False),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('voided_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(reserved_at IS NULL) = (reserved_by_id IS NULL) AND (reserved_at IS NULL) = (reason = '')", name=op.f('ck_book_entry_reserved_by_whom_and_why')),
    sa.CheckConstraint("(state = 'issued') = (letter_id IS NOT NULL)", name=op.f('ck_book_entry_letter_iff_issued')),
    sa.CheckConstraint("(state = 'voided') = (voided_at IS NOT NULL) AND (voided_at IS NULL) = (voided_by_id IS NULL) AND (voided_at IS NULL) = (void_reason = '')", name=op.f('ck_book_entry_voided_by_whom_and_why')),
    sa.CheckConstraint("state = 'issued' OR reserved_at IS NOT NULL", name=op.f('ck_book_entry_number_without_letter_was_reserved')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_book_entry_number_from_one')),
    sa.ForeignKeyConstraint(['book', 'year'], ['number_book.book', 'number_book.year'], name=op.f('fk_book_entry_book_year')),
    sa.ForeignKeyConstraint(['letter_id', 'book', 'year', 'number'], ['outgoing_letter.id', 'outgoing_letter.book', 'outgoing_letter.year', 'outgoing_letter.number'], name=op.f('fk_book_entry_letter_id_book_year_number')),
    sa.ForeignKeyConstraint(['reserved_by_id'], ['officer.id'], name=op.f('fk_book_entry_reserved_by_id')),
    sa.ForeignKeyConstraint(['voided_by_id'], ['officer.id'], name=op.f('fk_book_entry_voided_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_book_entry')),
    sa.UniqueConstraint('book', 'year', 'number', name=op.f('uq_book_entry_book_year_number')),
    sa.UniqueConstraint('letter_id', name=op.f('uq_book_entry_letter_id')),
    sa.UniqueConstraint('reserve_key', name=op.f('uq_book_entry_reserve_key'))
    )
    # What was issued so far is in the register from the start.
    op.execute(
        "INSERT INTO book_entry (book, year, number, symbol, state, dated_on, letter_id, reason, void_reason)"
        " SELECT book, year, number, symbol, 'issued', issued_on, id, '', ''"
        " FROM outgoing_letter WHERE number IS NOT NULL ORDER BY id"
    )


def downgrade() -> None:
    op.drop_table('book_entry')
    with op.batch_alter_table('outgoing_letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outgoing_letter_id_book_year_number'))
