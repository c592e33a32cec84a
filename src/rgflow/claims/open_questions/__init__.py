"""Questions that the paper leaves open: what passes the tests of RG, and what learners score."""

TITLE = "What does RG, and do learners do it?"
CITATION = "this project on the questions that the paper leaves open"
