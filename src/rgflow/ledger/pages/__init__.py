"""The ledger as pages: HTML, Markdown, CSV."""
