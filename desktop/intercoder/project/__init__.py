"""The project file: the only SQL of the program. `Project` is the façade; it has one noun a room."""

from intercoder.project.project import Project

__all__ = ["Project"]
