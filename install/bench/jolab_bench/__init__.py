"""Jolab measured beside other kernels: the same cells, the same client, taken in turns."""
