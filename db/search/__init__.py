"""Full-text search over stories and notes; the only code that knows the search engine.

`parse` tells what is wrong with a query and where; `FIELDS` names the fields of the language.
"""

from __future__ import annotations

from db.search.parsing import Parsed, parse
from db.search.scanning import Problem
from db.search.search import Search
from db.search.values import FIELDS

__all__ = ["FIELDS", "Parsed", "Problem", "Search", "parse"]
