"""Past cases out of files: the runs, what became of their rows, old replies"""

import sqlalchemy as sa
from alembic import op

revision = '0010_importing'
down_revision = '0009_deadlines'
branch_labels = None
depends_on = None


def enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_index('ix_case_external_ref', 'case', ['external_ref'], unique=False)
    op.create_table('import_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False, comment="of the file's bytes"),
    sa.Column('name', sa.Text(), nullable=False, comment='as it was uploaded'),
    sa.Column('file', sa.Text(), nullable=False, comment='kept under, until it is over'),
    sa.Column('lines', sa.Integer(), nullable=False, comment='about how many it has'),
    sa.Column('state', enum('importstate', 'uploaded', 'waiting', 'importing', 'done', 'stopped', 'dropped'), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False, comment='line of the file it is done up to'),
    sa.Column('imported', sa.Integer(), nullable=False),
    sa.Column('duplicates', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('fault', sa.Text(), nullable=False, comment='why the rest was not read'),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('begun_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('place >= 0', name=op.f('ck_import_run_place_from_zero')),
    sa.CheckConstraint("(state IN ('done', 'stopped', 'dropped')) = (ended_at IS NOT NULL)", name=op.f('ck_import_run_ended_iff_over')),
    sa.CheckConstraint("(state = 'stopped') = (fault <> '')", name=op.f('ck_import_run_stopped_by_fault')),
    sa.ForeignKeyConstraint(['begun_by_id'], ['officer.id'], name=op.f('fk_import_run_begun_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run'))
    )
    op.create_index(op.f('ix_import_run_sha256'), 'import_run', ['sha256'], unique=False)
    op.create_table('import_row',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('verdict', enum('importverdict', 'ready', 'imported', 'duplicate', 'refused'), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('told', sa.Text(), nullable=False, comment='to whoever reads the report'),
    sa.CheckConstraint("verdict <> 'imported' OR case_id IS NOT NULL", name=op.f('ck_import_row_imported_as_a_case')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_import_row_case_id')),
    sa.ForeignKeyConstraint(['run_id'], ['import_run.id'], name=op.f('fk_import_row_run_id')),
    sa.PrimaryKeyConstraint('run_id', 'line', name=op.f('pk_import_row'))
    )
    op.create_index(op.f('ix_import_row_case_id'), 'import_row', ['case_id'], unique=False)
    op.create_table('past_reply',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.CheckConstraint("number <> '' OR text <> '' OR issued_on IS NOT NULL", name=op.f('ck_past_reply_tells_something')),
    sa.ForeignKeyConstraint(['case_id'], ['case.id'], name=op.f('fk_past_reply_case_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_reply')),
    sa.UniqueConstraint('case_id', name=op.f('uq_past_reply_case_id'))
    )


def downgrade() -> None:
    for table in ('past_reply', 'import_row', 'import_run'):
        op.drop_table(table)
    op.drop_index('ix_case_external_ref', table_name='case')
