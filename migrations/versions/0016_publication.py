"""What visitors read of a case, and that its sender wants none of it"""

import sqlalchemy as sa
from alembic import op

revision = '0016_publication'
down_revision = '0015_backlog'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table('case') as batch_op:
        batch_op.add_column(sa.Column('opted_out', sa.Boolean(), nullable=False, server_default=sa.false(), comment='the sender wants nothing of it published (§12)'))
    with op.batch_alter_table('case') as batch_op:
        batch_op.alter_column('opted_out', server_default=None)
    op.create_table('publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False, comment='whose reply this is'),
    sa.Column('state', enum('publicationstate', 'private', 'pending', 'public', 'withdrawn'), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('kept', sa.JSON(), nullable=False, comment='finding → its kind: looked at, and left in the text'),
    sa.Column('kept_why', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False, comment='it was sent back or taken down'),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('prepared_by_id', sa.Integer(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('released_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('round >= 1', name=op.f('ck_publication_round_from_one')),
    sa.CheckConstraint("title <> '' AND content <> '' AND answer <> ''", name=op.f('ck_publication_says_something')),
    sa.CheckConstraint('(released_at IS NULL) = (released_by_id IS NULL)', name=op.f('ck_publication_released_by_somebody')),
    sa.CheckConstraint('released_by_id <> prepared_by_id', name=op.f('ck_publication_released_by_another')),
    sa.CheckConstraint("state <> 'public' OR (released_at IS NOT NULL AND withdrawn_at IS NULL)", name=op.f('ck_publication_public_once_released')),
    sa.CheckConstraint('(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)', name=op.f('ck_publication_withdrawn_by_somebody')),
    sa.CheckConstraint("state <> 'withdrawn' OR (withdrawn_at IS NOT NULL AND why <> '')", name=op.f('ck_publication_withdrawn_for_a_reason')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_publication_case_id')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['officer.id'], name=op.f('fk_publication_prepared_by_id')),
    sa.ForeignKeyConstraint(['released_by_id'], ['officer.id'], name=op.f('fk_publication_released_by_id')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['officer.id'], name=op.f('fk_publication_withdrawn_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publication')),
    sa.UniqueConstraint('case_id', name=op.f('uq_publication_case_id'))
    )
    op.create_index(op.f('ix_publication_released_at'), 'publication', ['released_at'], unique=False)


def downgrade() -> None:
    op.drop_table('publication')
    with op.batch_alter_table('case') as batch_op:
        batch_op.drop_column('opted_out')
