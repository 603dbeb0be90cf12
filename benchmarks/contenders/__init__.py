"""The ways to grade that are compared."""

from .bare_functions import BareFunctions
from .contender import Contender, Sample, Verdicts
from .kit import Kit, KitWithTwo
from .kit_before import KitBefore
from .kit_in_nbgrader import KitInNbgrader
from .plain_pytest import PlainPytest
from .stock_nbgrader import StockNbgrader

__all__ = [
    "BareFunctions",
    "Contender",
    "Kit",
    "KitBefore",
    "KitInNbgrader",
    "KitWithTwo",
    "PlainPytest",
    "Sample",
    "StockNbgrader",
    "Verdicts",
]
