"""Learners: machines that are trained on configurations."""
