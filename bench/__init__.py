"""What the README's figures are made with: ratios in one run, never in a test."""
