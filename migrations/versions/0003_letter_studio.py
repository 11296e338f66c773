"""Letters that no case moves, their versions, signed copies, delegations"""

import sqlalchemy as sa
from alembic import op

revision = '0003_letter_studio'
down_revision = '0002_register_entries'
branch_labels = None
depends_on = None

STATES = ('draft', 'approved', 'issued')
KINDS = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn')


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=32)


def among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def widen(table: str, name: str, column: str, values: tuple[str, ...]) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f'ck_{table}_{name}'), type_='check')
        batch_op.create_check_constraint(op.f(f'ck_{table}_{name}'), among(column, values))


def upgrade() -> None:
    widen('event', 'eventkind', 'kind', (*KINDS, 'started', 'signed', 'linked'))
    with op.batch_alter_table('event') as batch_op:
        batch_op.alter_column('subject', existing_type=sa.Text(), comment='case, contact, directive, outgoing_letter')
        batch_op.alter_column('from_state', existing_type=sa.Text(), comment='value of its state')
    with op.batch_alter_table('outgoing_letter') as batch_op:
        batch_op.drop_constraint(op.f('ck_outgoing_letter_letterstate'), type_='check')
        batch_op.create_check_constraint(op.f('ck_outgoing_letter_letterstate'), among('state', ('draft', 'pending', 'approved', 'issued', 'discarded')))
        batch_op.add_column(sa.Column('paper', sa.Text(), nullable=False, server_default='tra-loi', comment='id of the skeleton it started from'))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('follows_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('follows_as', enum('letterlink', 'corrects', 'replaces'), nullable=True))
        batch_op.create_check_constraint(op.f('ck_outgoing_letter_letterlink'), among('follows_as', ('corrects', 'replaces')))
        batch_op.create_check_constraint(op.f('ck_outgoing_letter_follows_as_something'), '(follows_id IS NULL) = (follows_as IS NULL)')
        batch_op.create_check_constraint(op.f('ck_outgoing_letter_follows_another'), 'follows_id <> id')
        batch_op.create_check_constraint(op.f('ck_outgoing_letter_of_a_round_of_a_case'), '(case_id IS NULL) = (round IS NULL)')
        batch_op.create_foreign_key(op.f('fk_outgoing_letter_follows_id'), 'outgoing_letter', ['follows_id'], ['id'])
        batch_op.add_column(sa.Column('directive_id', sa.Integer(), nullable=True, comment='under which it is published'))
        batch_op.create_foreign_key(op.f('fk_outgoing_letter_directive_id'), 'directive', ['directive_id'], ['id'])
        batch_op.create_unique_constraint(op.f('uq_outgoing_letter_directive_id'), ['directive_id'])
        batch_op.create_index(op.f('ix_outgoing_letter_follows_id'), ['follows_id'], unique=False)
    with op.batch_alter_table('outgoing_letter') as batch_op:
        batch_op.alter_column('paper', server_default=None)
        batch_op.alter_column('version', server_default=None)
    with op.batch_alter_table('approval') as batch_op:
        batch_op.alter_column('case_id', existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column('round', existing_type=sa.Integer(), nullable=True)
        batch_op.create_check_constraint(op.f('ck_approval_of_a_round_of_a_case'), '(case_id IS NULL) = (round IS NULL)')
        batch_op.create_index(op.f('ix_approval_letter_id'), ['letter_id'], unique=False)

    op.create_table('letter_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False, comment='version of the letter it made'),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('number >= 1', name=op.f('ck_letter_version_number_from_one')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_letter_version_by_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['outgoing_letter.id'], name=op.f('fk_letter_version_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_version')),
    sa.UniqueConstraint('letter_id', 'number', name=op.f('uq_letter_version_letter_id_number'))
    )
    op.create_table('letter_autosave',
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('base_version', sa.Integer(), nullable=False, comment='version it was typed upon'),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['outgoing_letter.id'], name=op.f('fk_letter_autosave_letter_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_letter_autosave_officer_id')),
    sa.PrimaryKeyConstraint('letter_id', 'officer_id', name=op.f('pk_letter_autosave'))
    )
    op.create_table('signed_copy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Text(), nullable=False),
    sa.Column('verdict', enum('copyverdict', 'same', 'different', 'no_text'), nullable=False),
    sa.Column('differences', sa.Integer(), nullable=False, comment='places where the texts differ'),
    sa.Column('signatures', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint(among('verdict', ('same', 'different', 'no_text')), name=op.f('ck_signed_copy_copyverdict')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_signed_copy_by_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_file.id'], name=op.f('fk_signed_copy_file_id')),
    sa.ForeignKeyConstraint(['letter_id'], ['outgoing_letter.id'], name=op.f('fk_signed_copy_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_copy')),
    sa.UniqueConstraint('letter_id', 'file_id', name=op.f('uq_signed_copy_letter_id_file_id'))
    )
    op.create_table('delegation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('authority', enum('authority', 'tm', 'kt', 'tl', 'tuq', 'q'), nullable=False),
    sa.Column('scope', sa.Text(), nullable=False, comment='what it is for, in words'),
    sa.Column('basis', sa.Text(), nullable=False, comment='the paper that gives it'),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint(among('authority', ('tm', 'kt', 'tl', 'tuq', 'q')), name=op.f('ck_delegation_authority')),
    sa.CheckConstraint("authority <> 'kt'", name=op.f('ck_delegation_deputies_need_none')),
    sa.CheckConstraint("authority <> 'tuq' OR until IS NOT NULL", name=op.f('ck_delegation_authorisation_ends')),
    sa.CheckConstraint("basis <> ''", name=op.f('ck_delegation_in_writing')),
    sa.CheckConstraint('until IS NULL OR until >= since', name=op.f('ck_delegation_until_after_since')),
    sa.ForeignKeyConstraint(['given_by_id'], ['officer.id'], name=op.f('fk_delegation_given_by_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_delegation_officer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegation'))
    )
    op.create_index(op.f('ix_delegation_officer_id'), 'delegation', ['officer_id'], unique=False)
    op.create_table('recipient_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False, comment='name and note, as a letter file has them'),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("name <> ''", name=op.f('ck_recipient_group_named')),
    sa.ForeignKeyConstraint(['edited_by_id'], ['officer.id'], name=op.f('fk_recipient_group_edited_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recipient_group')),
    sa.UniqueConstraint('name', name=op.f('uq_recipient_group_name'))
    )
    # What stands so far is the first version of each letter.
    op.execute(
        "INSERT INTO letter_version (letter_id, number, content, at, by_id)"
        " SELECT id, 1, content, drafted_at, drafter_id FROM outgoing_letter"
    )


def downgrade() -> None:
    for table in ('recipient_group', 'delegation', 'signed_copy', 'letter_autosave', 'letter_version'):
        op.drop_table(table)
    op.execute("DELETE FROM approval WHERE case_id IS NULL")
    with op.batch_alter_table('approval') as batch_op:
        batch_op.drop_index(op.f('ix_approval_letter_id'))
        batch_op.drop_constraint(op.f('ck_approval_of_a_round_of_a_case'), type_='check')
        batch_op.alter_column('round', existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column('case_id', existing_type=sa.Integer(), nullable=False)
    op.execute("UPDATE outgoing_letter SET state = 'draft' WHERE state IN ('pending', 'discarded')")
    with op.batch_alter_table('outgoing_letter') as batch_op:
        batch_op.drop_index(op.f('ix_outgoing_letter_follows_id'))
        batch_op.drop_constraint(op.f('fk_outgoing_letter_follows_id'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_outgoing_letter_directive_id'), type_='foreignkey')
        batch_op.drop_constraint(op.f('uq_outgoing_letter_directive_id'), type_='unique')
        for name in ('letterlink', 'follows_as_something', 'follows_another', 'of_a_round_of_a_case'):
            batch_op.drop_constraint(op.f(f'ck_outgoing_letter_{name}'), type_='check')
        for column in ('directive_id', 'follows_as', 'follows_id', 'version', 'paper'):
            batch_op.drop_column(column)
    widen('outgoing_letter', 'letterstate', 'state', STATES)
    op.execute("DELETE FROM event WHERE subject = 'outgoing_letter'")
    widen('event', 'eventkind', 'kind', KINDS)
