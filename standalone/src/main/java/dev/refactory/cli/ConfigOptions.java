package dev.refactory.cli;

import dev.refactory.kit.config.ConfigKey;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.config.ConfigSources;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.screen.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Every setting as an option of a command that starts something.
final class ConfigOptions {
    static final String JSON = "--json";
    private static final String FILE = "--config";

    private ConfigOptions() {}

    static void addTo(CommandSpec spec) {
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            OptionSpec.Builder option = OptionSpec.builder(key.flag())
                    .type(String.class)
                    .paramLabel("VALUE")
                    .description(description(key));
            if (key.equals(ConfigKeys.URL)) {
                option.names(key.flag(), "--server");
            }
            if (key.equals(ConfigKeys.ALLOW_PATH)) {
                option.splitRegex(",").type(String[].class);
            }
            spec.addOption(option.build());
        }
        spec.addOption(OptionSpec.builder(FILE)
                .type(Path.class)
                .paramLabel("FILE")
                .description("A file of settings, name=value; refactory.properties here if there is one.")
                .build());
    }

    static void addJson(CommandSpec spec, String description) {
        spec.addOption(OptionSpec.builder(JSON)
                .type(boolean.class)
                .description(description)
                .build());
    }

    private static String description(ConfigKey<?> key) {
        String text =
                key.doc() + ". " + Character.toUpperCase(key.type().range().charAt(0))
                        + key.type().range().substring(1);
        String defaultText = key.defaultText();
        String end = defaultText == null || defaultText.isEmpty() ? "." : "; default: " + defaultText + ".";
        return (text + end).replace("%", "%%");
    }

    static ResolvedConfig resolve(ParseResult parsed, Surroundings surroundings) {
        return resolve(parsed, surroundings, Map.of());
    }

    /// @param fixed settings that win over all sources, by name
    static ResolvedConfig resolve(ParseResult parsed, Surroundings surroundings, Map<String, String> fixed) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (parsed.hasMatchedOption(key.flag())) {
                Object value = parsed.matchedOptionValue(key.flag(), (Object) null);
                flags.put(
                        key.name(), value instanceof String[] parts ? String.join(",", parts) : String.valueOf(value));
            }
        }
        flags.putAll(fixed);
        @Nullable Path file = parsed.matchedOptionValue(FILE, (Path) null);
        return ResolvedConfig.resolve(
                ConfigSources.read(flags, surroundings.environment(), file, surroundings.workingDirectory()));
    }
}
