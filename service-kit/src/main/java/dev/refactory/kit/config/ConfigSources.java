package dev.refactory.kit.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The texts a configuration is made of, before they are checked.
///
/// @param flags by setting name
/// @param environment by variable name, all of it; variables that name no setting are left alone
/// @param file by setting name
/// @param fileName how errors name the file; empty when there is none
/// @param fileError why the file could not be read; null when it was, or there is none
public record ConfigSources(
        Map<String, String> flags,
        Map<String, String> environment,
        Map<String, String> file,
        String fileName,
        @Nullable String fileError) {
    /// The file looked for in the working directory when none is named.
    public static final String DEFAULT_FILE = "refactory.properties";

    public ConfigSources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
        file = java.util.Collections.unmodifiableMap(new TreeMap<>(file));
    }

    /// Reads the file named, or `REFACTORY_CONFIG`, or `refactory.properties` in `workingDirectory`
    /// if it is there. A named file that cannot be read becomes one of the errors of
    /// [ResolvedConfig#resolve].
    public static ConfigSources read(
            Map<String, String> flags, Map<String, String> environment, @Nullable Path named, Path workingDirectory) {
        Path file = named;
        if (file == null && environment.get("REFACTORY_CONFIG") != null) {
            file = Path.of(environment.get("REFACTORY_CONFIG"));
        }
        if (file == null) {
            Path usual = workingDirectory.resolve(DEFAULT_FILE);
            if (!Files.isRegularFile(usual)) {
                return new ConfigSources(flags, environment, Map.of(), "", null);
            }
            file = usual;
        }
        Path absolute = workingDirectory.resolve(file);
        try (Reader reader = Files.newBufferedReader(absolute)) {
            Properties properties = new Properties();
            properties.load(reader);
            Map<String, String> entries = new LinkedHashMap<>();
            properties.forEach((key, value) -> entries.put(key.toString(), value.toString()));
            return new ConfigSources(flags, environment, entries, absolute.toString(), null);
        } catch (IOException | IllegalArgumentException e) {
            String why = Files.exists(absolute) ? "cannot be read (" + e.getMessage() + ")" : "does not exist";
            return new ConfigSources(flags, environment, Map.of(), absolute.toString(), why);
        }
    }
}
