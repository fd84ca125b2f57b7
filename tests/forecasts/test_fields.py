"""Every field of a forecast is declared once, and all that carries fields agrees with the declaration."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from forecasts.belief import Belief
from forecasts.columns import Kind
from forecasts.exchange.own.layouts import DAYS, FORECASTS, MOMENTS, NUMBERS
from forecasts.fields import BY_NAME, FORECAST, columns
from forecasts.model import Claim, Condition, Forecast


def test_names_are_declared_once() -> None:
    """One name, one field."""
    assert len(BY_NAME) == len(FORECAST)


def test_every_part_of_the_noun_is_a_field() -> None:
    """A part that a noun gains without a field here would be lost on its way into the tables."""
    parts = {field.name for field in fields(Forecast)} - {"claim", "belief"}
    parts |= {f"claim.{field.name}" for field in fields(Claim)} - {"claim.condition"}
    parts |= {f"claim.condition.{field.name}" for field in fields(Condition)}
    parts |= {f"belief.{field.name}" for kind in get_args(Belief) for field in fields(kind)}
    assert {field.part for field in FORECAST} == parts | {"belief.kind"}


def test_our_own_files_carry_every_field_but_the_kind_of_belief() -> None:
    """The kind follows from the columns that are filled in."""
    assert [field.name for field in FORECAST if field.column is None] == ["belief"]
    assert set(columns()) <= set(FORECASTS.columns)


def test_columns_of_our_own_files_have_the_types_of_their_fields() -> None:
    """Days as days, moments as moments, numbers as numbers."""
    for kind, declared in ((Kind.DAY, DAYS), (Kind.MOMENT, MOMENTS), (Kind.NUMBER, NUMBERS)):
        of_kind = {name for name, some in columns().items() if some[0].kind is kind}
        assert of_kind == declared & set(columns())
