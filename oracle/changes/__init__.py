"""Terms with other settings, by path; settings that no valid document could have are refused."""

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
