"""What officers tell each other, what leaders want done, how far each has read"""

import sqlalchemy as sa
from alembic import op

revision = '0011_talk'
down_revision = '0010_importing'
branch_labels = None
depends_on = None

KINDS = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked', 'asked', 'refused', 'instructed', 'coordinated', 'recomputed', 'configured')
NEW_KINDS = ('lapsed', 'carried_out', 'commented')

ANSWER = {
    'answered_by_somebody': "(answered_at IS NULL) = (result = '') AND (answered_at IS NULL) = (answered_by_id IS NULL)",
    'answered_by_another': 'answered_by_id <> by_id',
}
UNANSWERED = sa.text('answered_at IS NULL')


def among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"


def widen_kinds(values: tuple[str, ...]) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), among('kind', values))


def upgrade() -> None:
    widen_kinds((*KINDS, *NEW_KINDS))
    with op.batch_alter_table('instruction') as batch_op:
        batch_op.add_column(sa.Column('unit_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('result', sa.Text(), nullable=False, server_default='', comment='what was done'))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('answered_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f('fk_instruction_unit_id'), 'unit', ['unit_id'], ['id'])
        batch_op.create_foreign_key(op.f('fk_instruction_answered_by_id'), 'officer', ['answered_by_id'], ['id'])
        for name, condition in ANSWER.items():
            batch_op.create_check_constraint(op.f(f'ck_instruction_{name}'), condition)
    with op.batch_alter_table('instruction') as batch_op:
        batch_op.alter_column('result', server_default=None)
    op.create_index('ix_instruction_open', 'instruction', ['unit_id'], unique=False, sqlite_where=UNANSWERED, postgresql_where=UNANSWERED)
    op.create_table('case_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False, comment='of the form it came from: a form makes one comment'),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(withdrawn_at IS NULL) = (text <> '')", name=op.f('ck_case_comment_says_something_or_withdrawn')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_case_comment_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_comment_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_comment')),
    sa.UniqueConstraint('case_id', 'key', name=op.f('uq_case_comment_case_id_key'))
    )
    op.create_table('case_seen',
    sa.Column('officer_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False, comment='id of the newest event he has seen'),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_seen_case_id')),
    sa.ForeignKeyConstraint(['officer_id'], ['officer.id'], name=op.f('fk_case_seen_officer_id')),
    sa.PrimaryKeyConstraint('officer_id', 'case_id', name=op.f('pk_case_seen'))
    )


def downgrade() -> None:
    for table in ('case_seen', 'case_comment'):
        op.drop_table(table)
    op.drop_index('ix_instruction_open', table_name='instruction')
    with op.batch_alter_table('instruction') as batch_op:
        for name in ANSWER:
            batch_op.drop_constraint(op.f(f'ck_instruction_{name}'), type_='check')
        for column in ('answered_by_id', 'unit_id'):
            batch_op.drop_constraint(op.f(f'fk_instruction_{column}'), type_='foreignkey')
        for column in ('answered_by_id', 'answered_at', 'result', 'due_on', 'unit_id'):
            batch_op.drop_column(column)
    # Refused once lines of the new kinds stand: no line of the history is ever removed.
    widen_kinds(KINDS)
