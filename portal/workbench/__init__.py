"""What stands beside a draft, wherever it is written: at its case or in the studio."""
