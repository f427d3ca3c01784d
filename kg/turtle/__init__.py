"""Turtle files: reading them with errors that name the line, and writing them in the one canonical layout."""

from kg.turtle.layout import format_turtle
from kg.turtle.lines import dropped_comments, header_comment, subject_lines
from kg.turtle.parse import parse_file, parse_turtle, syntax_problem

__all__ = [
    "dropped_comments",
    "format_turtle",
    "header_comment",
    "parse_file",
    "parse_turtle",
    "subject_lines",
    "syntax_problem",
]
