"""Tables of the registers room."""

from yiwang.registers.models.firm import Firm
from yiwang.registers.models.generation import Generation
from yiwang.registers.models.home import Home
from yiwang.registers.models.housing_fund import HousingFundAccount
from yiwang.registers.models.person import Person
from yiwang.registers.models.switch import SourceSwitch

__all__ = ["Firm", "Generation", "Home", "HousingFundAccount", "Person", "SourceSwitch"]
