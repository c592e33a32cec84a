"""The ledger: measured value, paper's value, controls, verdict by a declared rule."""
