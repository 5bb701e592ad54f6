"""Full-text search over stories and notes; the only code that knows the search engine.

`parse` tells what is wrong with a query and where; `FIELDS` names the fields of the language.
"""

from __future__ import annotations

from db.search.query.parsing import Parsed, parse
from db.search.query.scanning import Problem
from db.search.query.values import FIELDS
from db.search.search import Search

__all__ = ["FIELDS", "Parsed", "Problem", "Search", "parse"]
