"""Reserved"""

revision = '0016_publication'
down_revision = '0015_backlog'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
