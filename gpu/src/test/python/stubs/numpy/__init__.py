"""Stands in for NumPy."""

from things import Thing

ones = Thing
float32 = "a type"
