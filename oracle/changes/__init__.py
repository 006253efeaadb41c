"""The same terms with other settings, by path: what no document could say is refused."""

from .change import SettingsRefusedError, SettingValues, change_settings
from .paths import differing_paths, numbered, parse_setting, setting_paths, setting_value

__all__ = [
    "SettingValues",
    "SettingsRefusedError",
    "change_settings",
    "differing_paths",
    "numbered",
    "parse_setting",
    "setting_paths",
    "setting_value",
]
