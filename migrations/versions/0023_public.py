"""A directive is taken back from a unit that has not read it, with a line of the history"""

from alembic import op

revision = '0023_public'
down_revision = '0021_files'
branch_labels = None
depends_on = None

KINDS_BEFORE = ('moved', 'drafted', 'issued', 'unsealed', 'edited', 'proposed', 'published', 'withdrawn', 'started', 'signed', 'linked', 'asked', 'refused', 'lapsed', 'instructed', 'carried_out', 'commented', 'coordinated', 'recomputed', 'configured', 'file_added', 'file_withdrawn', 'pin_given', 'distributed', 'acknowledged', 'file_audience')


def widen_kinds(values: tuple[str, ...]) -> None:
    with op.batch_alter_table('event') as batch_op:
        batch_op.drop_constraint(op.f('ck_event_eventkind'), type_='check')
        batch_op.create_check_constraint(op.f('ck_event_eventkind'), f"kind IN ({', '.join(map(repr, values))})")


def upgrade() -> None:
    widen_kinds((*KINDS_BEFORE, 'recalled'))


def downgrade() -> None:
    # Refused once lines of the new kind stand: no line of the history is ever removed.
    widen_kinds(KINDS_BEFORE)
