"""From the configuration to the files, parameters and resources of every job."""
