"""The second oracle: bills of a Polars frame by columns, in exact whole numbers."""
