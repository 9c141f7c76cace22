"""Ketamine and the Brain, claim by claim: the models, evidence, figures and lesson tools of the course."""

__version__ = "0.1.0"
