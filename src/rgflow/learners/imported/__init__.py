"""Machines that another program trained, in the units of that program."""
