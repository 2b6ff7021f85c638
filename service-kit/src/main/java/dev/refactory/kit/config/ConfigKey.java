package dev.refactory.kit.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One setting. Its three spellings come from its name: `postgres.url` is the flag `--postgres-url`, the
/// environment's `REFACTORY_POSTGRES_URL`, and `postgres.url` in a file.
///
/// @param defaultText null when the setting may stay unset
/// @param secret shown as `****`
/// @param doc what it does, a sentence without its full stop
public record ConfigKey<T>(
        String name, ValueType<T> type, @Nullable String defaultText, boolean secret, String doc) {
    static <T> ConfigKey<T> of(String name, ValueType<T> type, String defaultText, String doc) {
        return new ConfigKey<>(name, type, defaultText, false, doc);
    }

    static <T> ConfigKey<T> unset(String name, ValueType<T> type, String doc) {
        return new ConfigKey<>(name, type, null, false, doc);
    }

    static ConfigKey<String> secret(String name, String doc) {
        return new ConfigKey<>(name, ValueType.text(), null, true, doc);
    }

    public String flag() {
        return "--" + name.replace('.', '-');
    }

    public String environmentName() {
        return "REFACTORY_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
