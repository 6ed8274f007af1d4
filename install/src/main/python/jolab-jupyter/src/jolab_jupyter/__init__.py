"""What Python tools need to know of Jolab's Java notebooks."""

__version__ = "0.1.0"
