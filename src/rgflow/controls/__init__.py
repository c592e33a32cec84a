"""What else would show the same thing? Control experiments as functions of arrays."""
