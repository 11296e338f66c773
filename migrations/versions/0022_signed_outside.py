"""A reply that was signed outside the system is recorded without a new approval"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0022_signed_outside'
down_revision = '0023_public'
branch_labels = None
depends_on = None

NEW_ACTION = 'enter_outside'


def actions_that_stand() -> list[str]:
    checks = sa.inspect(op.get_bind()).get_check_constraints('proposal')
    told = next(check['sqltext'] for check in checks if check['name'] == 'ck_proposal_caseaction')
    return re.findall(r"'([a-z_]+)'", told)


def change_actions(values: list[str]) -> None:
    with op.batch_alter_table('proposal') as batch_op:
        batch_op.drop_constraint(op.f('ck_proposal_caseaction'), type_='check')
        batch_op.create_check_constraint(op.f('ck_proposal_caseaction'), f"action IN ({', '.join(map(repr, values))})")


def upgrade() -> None:
    change_actions([*actions_that_stand(), NEW_ACTION])
    with op.batch_alter_table('past_reply') as batch_op:
        batch_op.add_column(sa.Column('round', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('signer', sa.Text(), nullable=False, server_default='', comment='of a letter signed outside'))
        batch_op.add_column(sa.Column('position', sa.Text(), nullable=False, server_default='', comment="the signer's post"))
        batch_op.drop_constraint(op.f('uq_past_reply_case_id'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_past_reply_case_id_round'), ['case_id', 'round'])
        batch_op.create_check_constraint(op.f('ck_past_reply_round_from_one'), 'round >= 1')
        batch_op.create_check_constraint(op.f('ck_past_reply_signer_with_post'), "(signer = '') = (position = '')")
        batch_op.create_check_constraint(op.f('ck_past_reply_signed_under_number_and_day'), "signer = '' OR (number <> '' AND issued_on IS NOT NULL)")
    with op.batch_alter_table('past_reply') as batch_op:
        for column in ('round', 'signer', 'position'):
            batch_op.alter_column(column, server_default=None)
    with op.batch_alter_table('reply') as batch_op:
        batch_op.alter_column('letter_id', existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column('past_reply_id', sa.Integer(), nullable=True, comment='signed outside'))
        batch_op.create_foreign_key(op.f('fk_reply_past_reply_id'), 'past_reply', ['past_reply_id'], ['id'])
        batch_op.create_unique_constraint(op.f('uq_reply_past_reply_id'), ['past_reply_id'])
        batch_op.create_check_constraint(op.f('ck_reply_by_one_letter'), '(letter_id IS NULL) <> (past_reply_id IS NULL)')
        batch_op.create_check_constraint(op.f('ck_reply_outside_letter_with_its_file'), 'past_reply_id IS NULL OR signed_file_id IS NOT NULL')


def downgrade() -> None:
    # What was signed outside has no place in the older tables.
    op.execute('DELETE FROM reply WHERE past_reply_id IS NOT NULL')
    with op.batch_alter_table('reply') as batch_op:
        for name in ('by_one_letter', 'outside_letter_with_its_file'):
            batch_op.drop_constraint(op.f(f'ck_reply_{name}'), type_='check')
        batch_op.drop_constraint(op.f('uq_reply_past_reply_id'), type_='unique')
        batch_op.drop_constraint(op.f('fk_reply_past_reply_id'), type_='foreignkey')
        batch_op.drop_column('past_reply_id')
        batch_op.alter_column('letter_id', existing_type=sa.Integer(), nullable=False)
    op.execute('DELETE FROM past_reply WHERE round > 1')
    with op.batch_alter_table('past_reply') as batch_op:
        for name in ('round_from_one', 'signer_with_post', 'signed_under_number_and_day'):
            batch_op.drop_constraint(op.f(f'ck_past_reply_{name}'), type_='check')
        batch_op.drop_constraint(op.f('uq_past_reply_case_id_round'), type_='unique')
        batch_op.create_unique_constraint(op.f('uq_past_reply_case_id'), ['case_id'])
        for column in ('round', 'signer', 'position'):
            batch_op.drop_column(column)
    op.execute(f"DELETE FROM proposal WHERE action = '{NEW_ACTION}'")
    change_actions([action for action in actions_that_stand() if action != NEW_ACTION])
