"""The same terms with other settings: by path as people write them, or by the vocabulary's own values."""

from .change import Settings, change_settings, differing_paths, numbered, parse_setting, setting_paths, setting_value
from .replacement import NotAllowed, replaced

__all__ = [
    "NotAllowed",
    "Settings",
    "change_settings",
    "differing_paths",
    "numbered",
    "parse_setting",
    "replaced",
    "setting_paths",
    "setting_value",
]
