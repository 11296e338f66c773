"""What senders write about their cases themselves, by code and PIN, and how content they are"""

import sqlalchemy as sa
from alembic import op

revision = '0034_senders'
down_revision = '0040_hours'
branch_labels = None
depends_on = None

KINDS_BEFORE = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked', 'asked', 'refused', 'lapsed', 'instructed', 'carried_out', 'commented', 'coordinated', 'recomputed', 'configured', 'file_added', 'file_withdrawn', 'pin_given', 'distributed', 'acknowledged', 'file_audience', 'recalled')
ACTIONS = ('submit', 'record', 'accept', 'ask_info', 'supplement', 'expire', 'decline', 'assign', 'submit_result', 'return', 'approve', 'enter_reply', 'enter_outside', 'close', 'transfer', 'close_unresolved', 'withdraw', 'reopen', 'extend', 'reassign', 'reclassify', 'recall', 'correct')


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def widen_kinds(values: tuple[str, ...]) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), f"kind IN ({', '.join(map(repr, values))})")


def upgrade() -> None:
    widen_kinds((*KINDS_BEFORE, 'wrote', 'rated'))
    with op.batch_alter_table('pause') as batch_op:
        batch_op.add_column(sa.Column('answer_key', sa.Text(), nullable=True, comment='of the form in which the sender answered himself'))
    op.create_table('sender_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('action', enum('caseaction', *ACTIONS), nullable=False, comment='supplement: mere words'),
    sa.Column('key', sa.Text(), nullable=False, comment='of the form it came from: a form is taken once'),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision', enum('decision', 'approved', 'returned'), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False, comment='why a wish was refused'),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("text <> ''", name=op.f('ck_sender_word_says_something')),
    sa.CheckConstraint("action IN ('supplement', 'withdraw', 'reopen')", name=op.f('ck_sender_word_words_or_a_wish')),
    sa.CheckConstraint("(decision IS NULL) = (settled_at IS NULL) AND (decision IS NULL OR action <> 'supplement')", name=op.f('ck_sender_word_wish_is_settled')),
    sa.CheckConstraint("(answer <> '') = (decision IS NOT NULL AND decision = 'returned')", name=op.f('ck_sender_word_refused_for_a_reason')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_sender_word_case_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['officer.id'], name=op.f('fk_sender_word_settled_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sender_word')),
    sa.UniqueConstraint('case_id', 'key', name=op.f('uq_sender_word_case_id_key'))
    )
    op.create_index('uq_sender_word_wish', 'sender_word', ['case_id', 'round', 'action'], unique=True, sqlite_where=sa.text("action <> 'supplement'"), postgresql_where=sa.text("action <> 'supplement'"))
    op.create_index('ix_sender_word_standing', 'sender_word', ['case_id'], unique=False, sqlite_where=sa.text("decision IS NULL AND action <> 'supplement'"), postgresql_where=sa.text("decision IS NULL AND action <> 'supplement'"))
    op.create_table('rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('score BETWEEN 1 AND 5', name=op.f('ck_rating_from_one_to_five')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_rating_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating')),
    sa.UniqueConstraint('case_id', 'round', name=op.f('uq_rating_case_id_round'))
    )


def downgrade() -> None:
    op.drop_table('rating')
    op.drop_table('sender_word')
    with op.batch_alter_table('pause') as batch_op:
        batch_op.drop_column('answer_key')
    # Refused once lines of the new kind stand: no line of the history is ever removed.
    widen_kinds(KINDS_BEFORE)
