"""The claims of de Mello Koch, de Mello Koch and Cheng (2020)."""

TITLE = "Is deep learning a renormalization group flow?"
CITATION = "E. de Mello Koch, R. de Mello Koch, L. Cheng, IEEE Access 8, 106487 (2020)"
