"""The editors' room. Each module registers the tables that it is about; importing this package registers all."""

from . import cases, claims, evidence, people, record, relations, reviews, sources, vocabulary

__all__ = ["cases", "claims", "evidence", "people", "record", "relations", "reviews", "sources", "vocabulary"]
