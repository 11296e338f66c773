"""Requests sent without an account: consent, proofs of work that were used, the throttle"""

import sqlalchemy as sa
from alembic import op

revision = '0027_sending'
down_revision = '0030_notices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('complainant') as batch_op:
        batch_op.add_column(sa.Column('consent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('consent_version', sa.Text(), nullable=True, comment='of the notice that was agreed to; NULL: an officer took it down'))
        batch_op.create_check_constraint(op.f('ck_complainant_agreed_to_a_version'), '(consent_at IS NULL) = (consent_version IS NULL)')
    with op.batch_alter_table('case_pin') as batch_op:
        batch_op.alter_column('given_by_id', existing_type=sa.Integer(), nullable=True, comment='NULL: to who sent the case by himself')
    op.create_table('send_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('door', sa.Text(), nullable=False, comment='what was done there'),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_send_attempt'))
    )
    op.create_index(op.f('ix_send_attempt_address_at'), 'send_attempt', ['address', 'at'], unique=False)
    op.create_table('spent_proof',
    sa.Column('nonce', sa.Text(), nullable=False, comment='of its challenge'),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('nonce', name=op.f('pk_spent_proof'))
    )
    op.create_index(op.f('ix_spent_proof_expires_at'), 'spent_proof', ['expires_at'], unique=False)


def downgrade() -> None:
    op.drop_table('spent_proof')
    op.drop_table('send_attempt')
    # Refused once a PIN stands that no officer gave: it would be nobody's.
    with op.batch_alter_table('case_pin') as batch_op:
        batch_op.alter_column('given_by_id', existing_type=sa.Integer(), nullable=False, comment=None)
    with op.batch_alter_table('complainant') as batch_op:
        batch_op.drop_constraint(op.f('ck_complainant_agreed_to_a_version'), type_='check')
        batch_op.drop_column('consent_version')
        batch_op.drop_column('consent_at')
