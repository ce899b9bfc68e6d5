"""Pure helpers without models: texts, dates, periods, identifiers, pinyin and bulk writing."""
