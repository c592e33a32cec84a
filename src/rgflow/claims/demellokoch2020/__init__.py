"""The claims of de Mello Koch, de Mello Koch and Cheng (2020)."""
