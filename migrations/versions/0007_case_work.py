"""What happens around a case: units, pauses, extensions, proposals, reasons, the seal"""

import sqlalchemy as sa
from alembic import op

revision = '0007_case_work'
down_revision = '0006_saved_search'
branch_labels = None
depends_on = None

STATES = ('submitted', 'awaiting_info', 'received', 'in_progress', 'pending_approval', 'approved', 'replied', 'resolved', 'transferred', 'closed_unresolved', 'declined', 'withdrawn')
ACTIONS = ('submit', 'record', 'accept', 'ask_info', 'supplement', 'expire', 'decline', 'assign', 'submit_result', 'return', 'approve', 'enter_reply', 'close', 'transfer', 'close_unresolved', 'withdraw', 'reopen', 'extend', 'reassign', 'reclassify', 'recall', 'correct')
REASONS = ('complaint', 'denunciation', 'question', 'duplicate', 'spam', 'abusive', 'out_of_scope', 'missing_information', 'no_longer_relevant', 'long_ago', 'not_verifiable', 'concluded')
MODES = ('forward', 'send_back')
CHANNELS = ('post', 'email', 'phone', 'in_person', 'no_address')
KINDS = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked')
NEW_KINDS = ('asked', 'refused', 'instructed', 'coordinated')

CASE_CHECKS = {
    'open_iff_not_done': "(done_at IS NULL) = (state IN ('submitted', 'awaiting_info', 'received', 'in_progress', 'pending_approval', 'approved'))",
    'outcome_fits_state': "outcome IS NULL OR (outcome = 'resolved' AND state IN ('replied', 'resolved')) OR (outcome = 'no_resolution' AND state = 'closed_unresolved') OR (outcome = state AND state IN ('transferred', 'declined', 'withdrawn'))",
    'sealed_case_is_declined': "NOT sealed OR (state = 'declined' AND kind IS NOT NULL)",
    'denunciation_sealed': "kind <> 'denunciation' OR sealed",
    'returned_from_zero': 'returned_count >= 0',
    'another_is_parent': 'parent_id <> id',
    'duplicate_of_another': 'duplicate_of_id <> id',
    'handled_in_a_unit': 'handler_id IS NULL OR lead_unit_id IS NOT NULL',
}
ROUND_CHECKS = {
    'transferred_to_an_agency': "outcome <> 'transferred' OR (agency <> '' AND mode IS NOT NULL)",
    'ended_for_a_reason': "outcome NOT IN ('no_resolution', 'declined') OR (reason IS NOT NULL AND reason_text <> '')",
    'withdrawn_on_request': "outcome <> 'withdrawn' OR reason_text <> ''",
    'paused_from_zero': 'paused_days >= 0',
    'due_only_moves_on': 'original_due_on <= due_on',
}


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=32)


def among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def widen_kinds(values: tuple[str, ...]) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), among('kind', values))


def upgrade() -> None:
    widen_kinds((*KINDS, *NEW_KINDS))
    with op.batch_alter_table('unit') as batch_op:
        batch_op.add_column(sa.Column('until', sa.Date(), nullable=True, comment='last day it stands; NULL: it stands'))
    with op.batch_alter_table('case') as batch_op:
        batch_op.add_column(sa.Column('handler_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('returned_count', sa.Integer(), nullable=False, server_default='0', comment='drafts sent back'))
        batch_op.add_column(sa.Column('parent_id', sa.Integer(), nullable=True, comment='of which this is told again'))
        batch_op.add_column(sa.Column('duplicate_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sealed', sa.Boolean(), nullable=False, server_default=sa.false(), comment='in no index, list, export, figure or log (§12)'))
        batch_op.create_foreign_key(op.f('fk_case_handler_id'), 'officer', ['handler_id'], ['id'])
        batch_op.create_foreign_key(op.f('fk_case_parent_id'), 'case', ['parent_id'], ['id'])
        batch_op.create_foreign_key(op.f('fk_case_duplicate_of_id'), 'case', ['duplicate_of_id'], ['id'])
        for column in ('handler_id', 'parent_id', 'duplicate_of_id'):
            batch_op.create_index(op.f(f'ix_case_{column}'), [column], unique=False)
        for name, condition in CASE_CHECKS.items():
            batch_op.create_check_constraint(op.f(f'ck_case_{name}'), condition)
    with op.batch_alter_table('case_round') as batch_op:
        batch_op.add_column(sa.Column('original_due_on', sa.Date(), nullable=True, comment='before pauses and extensions; NULL: it never moved'))
        batch_op.add_column(sa.Column('paused_days', sa.Integer(), nullable=False, server_default='0', comment='working days'))
        batch_op.add_column(sa.Column('reason', enum('outcomereason', *REASONS), nullable=True))
        batch_op.add_column(sa.Column('reason_text', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('agency', sa.Text(), nullable=False, server_default='', comment='it was transferred to'))
        batch_op.add_column(sa.Column('mode', enum('transfermode', *MODES), nullable=True))
        batch_op.add_column(sa.Column('document', sa.Text(), nullable=False, server_default='', comment='no. of the transfer'))
        batch_op.add_column(sa.Column('document_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('told_by', enum('sendchannel', *CHANNELS), nullable=True, comment='how the complainant learnt of it'))
        batch_op.create_check_constraint(op.f('ck_case_round_outcomereason'), among('reason', REASONS))
        batch_op.create_check_constraint(op.f('ck_case_round_transfermode'), among('mode', MODES))
        batch_op.create_check_constraint(op.f('ck_case_round_sendchannel'), among('told_by', CHANNELS))
        for name, condition in ROUND_CHECKS.items():
            batch_op.create_check_constraint(op.f(f'ck_case_round_{name}'), condition)
    with op.batch_alter_table('case') as batch_op:
        batch_op.alter_column('returned_count', server_default=None)
        batch_op.alter_column('sealed', server_default=None)
    with op.batch_alter_table('case_round') as batch_op:
        for column in ('paused_days', 'reason_text', 'agency', 'document'):
            batch_op.alter_column(column, server_default=None)

    op.create_table('case_unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('waiver', sa.Text(), nullable=False, comment='why it was let off'),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(settled_at IS NULL) = (result = '' AND waiver = '')", name=op.f('ck_case_unit_settled_by_result_or_waiver')),
    sa.CheckConstraint("result = '' OR waiver = ''", name=op.f('ck_case_unit_result_or_waiver')),
    sa.CheckConstraint('(settled_at IS NULL) = (settled_by_id IS NULL)', name=op.f('ck_case_unit_somebody_settled')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_case_unit_case_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['officer.id'], name=op.f('fk_case_unit_settled_by_id')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_case_unit_unit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_unit')),
    sa.UniqueConstraint('case_id', 'round', 'unit_id', name=op.f('uq_case_unit_case_id_round_unit_id'))
    )
    op.create_index(op.f('ix_case_unit_unit_id'), 'case_unit', ['unit_id'], unique=False)
    op.create_table('extension',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('old_due_on', sa.Date(), nullable=False),
    sa.Column('new_due_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("reason <> ''", name=op.f('ck_extension_for_a_reason')),
    sa.CheckConstraint('granted_by_id <> asked_by_id', name=op.f('ck_extension_granted_by_another')),
    sa.CheckConstraint('new_due_on > old_due_on', name=op.f('ck_extension_later_than_before')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['officer.id'], name=op.f('fk_extension_asked_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_extension_case_id')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['officer.id'], name=op.f('fk_extension_granted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    op.create_index(op.f('ix_extension_case_id'), 'extension', ['case_id'], unique=False)
    op.create_table('instruction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("text <> ''", name=op.f('ck_instruction_says_something')),
    sa.ForeignKeyConstraint(['by_id'], ['officer.id'], name=op.f('fk_instruction_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_instruction_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_instruction'))
    )
    op.create_index(op.f('ix_instruction_case_id'), 'instruction', ['case_id'], unique=False)
    op.create_table('pause',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('asked_from', sa.Enum(*STATES, name='casestate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True, comment='working days it took'),
    sa.CheckConstraint("answer = '' OR until IS NOT NULL", name=op.f('ck_pause_answer_ends_it')),
    sa.CheckConstraint("asked_from IN ('submitted', 'received', 'in_progress')", name=op.f('ck_pause_asked_before_the_reply')),
    sa.CheckConstraint("question <> ''", name=op.f('ck_pause_asks_something')),
    sa.CheckConstraint('(until IS NULL) = (days IS NULL)', name=op.f('ck_pause_counted_when_over')),
    sa.CheckConstraint('days >= 0', name=op.f('ck_pause_days_from_zero')),
    sa.CheckConstraint('until IS NULL OR until >= since', name=op.f('ck_pause_until_after_since')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['officer.id'], name=op.f('fk_pause_asked_by_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_pause_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pause'))
    )
    op.create_index(op.f('ix_pause_case_id'), 'pause', ['case_id'], unique=False)
    op.create_index('uq_pause_open', 'pause', ['case_id'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('action', sa.Enum(*ACTIONS, name='caseaction', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False, comment='what the move brings'),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Enum('approved', 'returned', name='decision', native_enum=False, create_constraint=True, length=32), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.CheckConstraint("decision <> 'approved' OR decided_by_id <> proposed_by_id", name=op.f('ck_proposal_approved_by_another')),
    sa.CheckConstraint('(decided_at IS NULL) = (decision IS NULL) AND (decided_at IS NULL) = (decided_by_id IS NULL)', name=op.f('ck_proposal_decided_by_somebody')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_proposal_case_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['officer.id'], name=op.f('fk_proposal_decided_by_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['officer.id'], name=op.f('fk_proposal_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal'))
    )
    op.create_index(op.f('ix_proposal_case_id'), 'proposal', ['case_id'], unique=False)
    op.create_index('uq_proposal_pending', 'proposal', ['case_id'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))


def downgrade() -> None:
    for table in ('proposal', 'pause', 'instruction', 'extension', 'case_unit'):
        op.drop_table(table)
    with op.batch_alter_table('case_round') as batch_op:
        for name in (*ROUND_CHECKS, 'outcomereason', 'transfermode', 'sendchannel'):
            batch_op.drop_constraint(op.f(f'ck_case_round_{name}'), type_='check')
        for column in ('told_by', 'document_on', 'document', 'mode', 'agency', 'reason_text', 'reason', 'paused_days', 'original_due_on'):
            batch_op.drop_column(column)
    with op.batch_alter_table('case') as batch_op:
        for name in CASE_CHECKS:
            batch_op.drop_constraint(op.f(f'ck_case_{name}'), type_='check')
        for column in ('handler_id', 'parent_id', 'duplicate_of_id'):
            batch_op.drop_index(op.f(f'ix_case_{column}'))
            batch_op.drop_constraint(op.f(f'fk_case_{column}'), type_='foreignkey')
        for column in ('sealed', 'duplicate_of_id', 'parent_id', 'returned_count', 'handler_id'):
            batch_op.drop_column(column)
    with op.batch_alter_table('unit') as batch_op:
        batch_op.drop_column('until')
    op.execute(f"DELETE FROM event WHERE {among('kind', NEW_KINDS)}")
    widen_kinds(KINDS)
