"""Is a file of Ising configurations from anywhere what it should be? Exact values against it."""
