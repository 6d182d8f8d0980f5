"""An article as text with codings painted below its words: what every place that shows text uses."""
