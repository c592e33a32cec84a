"""The prose of the findings; the numbers come from the ledger, see :mod:`findings_page`."""

TEXT = """\
# Findings
"""
