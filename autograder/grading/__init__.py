"""From a submission to its marks: hidden tests run by pytest, verdicts, follow-through."""
