"""Requests sent without proof of work are held apart until somebody has looked"""

import sqlalchemy as sa
from alembic import op

revision = '0032_waiting'
down_revision = '0026_pages'
branch_labels = None
depends_on = None

FIELDS = ('roads', 'maintenance', 'passengers', 'stations', 'overload', 'inspection', 'licences', 'waterways', 'safety', 'conduct', 'planning', 'other')


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table('held_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.Text(), nullable=False, comment='CHO-123456'),
    sa.Column('key', sa.Text(), nullable=False, comment='of the form it came from'),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('location', sa.Text(), nullable=False),
    sa.Column('field', enum('field', *FIELDS), nullable=False),
    sa.Column('kind', enum('complainantkind', 'citizen', 'organisation'), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False, comment='AES-GCM of the identity'),
    sa.Column('anonymous', sa.Boolean(), nullable=False),
    sa.Column('opted_out', sa.Boolean(), nullable=False),
    sa.Column('consent_version', sa.Text(), nullable=False),
    sa.Column('pin_hash', sa.Text(), nullable=False, comment='argon2id of its HMAC'),
    sa.Column('files_key', sa.Text(), nullable=False, comment="'': no files"),
    sa.Column('files_private', sa.Boolean(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False, comment='why it was discarded'),
    sa.CheckConstraint('(settled_at IS NULL) = (settled_by_id IS NULL)', name=op.f('ck_held_request_settled_by_somebody')),
    sa.CheckConstraint("settled_at IS NOT NULL OR (case_id IS NULL AND reason = '')", name=op.f('ck_held_request_waits_or_is_settled')),
    sa.CheckConstraint("settled_at IS NULL OR (case_id IS NULL) <> (reason = '')", name=op.f('ck_held_request_let_in_or_discarded_for_a_reason')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_held_request_case_id')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['officer.id'], name=op.f('fk_held_request_settled_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_request')),
    sa.UniqueConstraint('case_id', name=op.f('uq_held_request_case_id')),
    sa.UniqueConstraint('key', name=op.f('uq_held_request_key')),
    sa.UniqueConstraint('reference', name=op.f('uq_held_request_reference'))
    )
    op.create_index(op.f('ix_held_request_settled_at_id'), 'held_request', ['settled_at', 'id'], unique=False)


def downgrade() -> None:
    op.drop_table('held_request')
