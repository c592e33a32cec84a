"""Choices that several sections of the configuration and several stages offer."""

from typing import Literal

Units = Literal["mean", "sampled"]
"""What stands for a layer's units: their conditional means, or draws."""
