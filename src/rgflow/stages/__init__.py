"""The verbs: read, compute with the pure functions below, write; nothing else lives here."""
