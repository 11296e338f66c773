"""Reserved"""

revision = '0018_lookup'
down_revision = '0017_workbench'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
