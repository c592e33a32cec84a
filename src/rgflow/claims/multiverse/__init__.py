"""How often the claims about flows hold when everything that the paper leaves open is varied."""

TITLE = "The claims about flows over all choices that the paper leaves open"
CITATION = (
    "E. de Mello Koch, R. de Mello Koch, L. Cheng, IEEE Access 8, 106487 (2020); after "
    "U. Simonsohn et al., Nature Human Behaviour 4, 1208 (2020), and S. Steegen et al., "
    "Perspectives on Psychological Science 11, 702 (2016)"
)
