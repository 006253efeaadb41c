"""The commands, one file each: `yakkan NAME` is the function of that name in the file of that name."""

__all__: list[str] = []
