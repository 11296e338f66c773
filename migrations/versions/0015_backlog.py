"""Reserved"""

revision = '0015_backlog'
down_revision = '0014_links'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
