"""Projects of other programs: texts, codes and who marked what, as records."""
