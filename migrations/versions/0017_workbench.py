"""Reserved"""

revision = '0017_workbench'
down_revision = '0016_publication'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
