"""Thermometers: a trained perceptron, the exact posterior, the mean energy."""
