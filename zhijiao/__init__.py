"""An open implementation of the national management information system of secondary vocational schools."""

__version__ = "0.1.0"
