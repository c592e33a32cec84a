"""The experiment's configuration: one model, from which the default file and the schema come."""
