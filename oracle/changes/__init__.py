"""The same terms with other settings: by path as people write them, or by the vocabulary's own values."""

from .change import (
    SettingValues,
    change_settings,
    differing_paths,
    numbered,
    parse_setting,
    setting_paths,
    setting_value,
)
from .replacement import NotAllowed, replaced

__all__ = [
    "NotAllowed",
    "SettingValues",
    "change_settings",
    "differing_paths",
    "numbered",
    "parse_setting",
    "replaced",
    "setting_paths",
    "setting_value",
]
