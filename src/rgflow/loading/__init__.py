"""Reading the files of the stages: samples, trained layers, thermometers."""
