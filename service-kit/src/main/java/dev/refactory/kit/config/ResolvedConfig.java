package dev.refactory.kit.config;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.problem.RefactoryException.FieldError;
import dev.refactory.kit.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every setting with its value and where it came from. Immutable.
public final class ResolvedConfig {
    private static final String MASK = "****";

    private final Map<String, Entry> entries;

    private ResolvedConfig(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /// Takes each setting from the first source that has it: flags, environment, file, default.
    /// @throws RefactoryException `configuration_invalid` with one field error per fault, all of them at once
    public static ResolvedConfig resolve(ConfigSources sources) {
        List<FieldError> errors = new ArrayList<>();
        if (sources.fileError() != null) {
            errors.add(new FieldError("config", "The file " + sources.fileName() + " " + sources.fileError() + "."));
        }
        for (String name : sources.file().keySet()) {
            if (ConfigKeys.ALL.stream().noneMatch(key -> key.name().equals(name))) {
                errors.add(new FieldError(
                        name,
                        "No setting is called " + name + " (file " + sources.fileName() + ")" + nearest(name) + "."));
            }
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            entries.put(key.name(), entry(key, sources, errors));
        }
        fail(errors);
        return new ResolvedConfig(entries);
    }

    private static Entry entry(ConfigKey<?> key, ConfigSources sources, List<FieldError> errors) {
        String flag = sources.flags().get(key.name());
        if (flag != null) {
            return parsed(key, flag, new Origin(Origin.Kind.FLAG, key.flag()), errors);
        }
        String variable = sources.environment().get(key.environmentName());
        if (variable != null && !variable.isEmpty()) {
            return parsed(key, variable, new Origin(Origin.Kind.ENVIRONMENT, key.environmentName()), errors);
        }
        String line = sources.file().get(key.name());
        if (line != null) {
            return parsed(key, line, new Origin(Origin.Kind.FILE, sources.fileName()), errors);
        }
        Origin origin = new Origin(Origin.Kind.DEFAULT, "");
        String defaultText = key.defaultText();
        return defaultText == null ? new Entry(key, null, null, origin) : parsed(key, defaultText, origin, errors);
    }

    private static Entry parsed(ConfigKey<?> key, String text, Origin origin, List<FieldError> errors) {
        try {
            return new Entry(key, text, key.type().parse(text), origin);
        } catch (IllegalArgumentException e) {
            String shown = key.secret() ? MASK : text;
            errors.add(new FieldError(
                    key.name(),
                    key.name() + " must be " + key.type().range() + ", not \"" + shown + "\" (" + origin + ")."));
            return new Entry(key, text, null, origin);
        }
    }

    /// The value of a setting that has a default.
    public <T> T get(ConfigKey<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("Unset, and without a default: " + key.name()));
    }

    @SuppressWarnings("unchecked") // the entry of a key was parsed by the key's own type
    public <T> Optional<T> find(ConfigKey<T> key) {
        Entry entry = entries.get(key.name());
        return entry == null ? Optional.empty() : Optional.ofNullable((T) entry.value());
    }

    /// For a role that cannot do without these settings.
    /// @param why completes "… must be set: ", for example `the role worker uses external services`
    /// @throws RefactoryException `configuration_invalid` naming every one of them that is unset
    public void require(String why, ConfigKey<?>... keys) {
        List<FieldError> errors = new ArrayList<>();
        for (ConfigKey<?> key : keys) {
            if (find(key).isEmpty()) {
                errors.add(new FieldError(
                        key.name(),
                        key.name() + " must be set (" + key.flag() + " or " + key.environmentName() + "): " + why
                                + "."));
            }
        }
        fail(errors);
    }

    /// In the order of [ConfigKeys#ALL].
    public Collection<Entry> entries() {
        return entries.values();
    }

    private static void fail(List<FieldError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        String subject = errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
        String sentence = errors.stream().map(FieldError::message).collect(Collectors.joining("\n"));
        throw new RefactoryException(ErrorCode.CONFIGURATION_INVALID, subject, sentence, errors, null);
    }

    private static String nearest(String name) {
        List<String> known = ConfigKeys.ALL.stream().map(ConfigKey::name).toList();
        return Nearest.of(name, known, 1).stream()
                .findFirst()
                .map(near -> "; did you mean " + near + "?")
                .orElse("; `refactory config` lists them");
    }

    /// One setting as it was resolved.
    ///
    /// @param text as given; null when unset
    /// @param value parsed; null when unset
    public record Entry(
            ConfigKey<?> key,
            @Nullable String text,
            @Nullable Object value,
            Origin origin) {
        /// The value for people and logs: secrets masked, unset empty.
        public String shown() {
            if (text == null) {
                return "";
            }
            if (key.secret()) {
                return MASK;
            }
            return value instanceof Path path ? path.toString() : text.replaceAll("//[^/@,\\s]+@", "//" + MASK + "@");
        }
    }

    /// Where a value came from.
    /// @param name of the flag, variable or file; empty for a default
    public record Origin(Kind kind, String name) {
        public enum Kind {
            FLAG,
            ENVIRONMENT,
            FILE,
            DEFAULT
        }

        @Override
        public String toString() {
            String word = kind.name().toLowerCase(java.util.Locale.ROOT);
            return name.isEmpty() ? word : word + " " + name;
        }
    }
}
