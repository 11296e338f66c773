"""The portal: HTTP, forms, pages, sessions and wiring. The only web layer."""
