package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `config`: every setting, its value, and where it came from.
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandSpec spec(Context context) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> run = () -> {
            ParseResult parsed = self[0].commandLine().getParseResult();
            ResolvedConfig config = ConfigOptions.resolve(parsed, context.surroundings());
            if (parsed.hasMatchedOption(ConfigOptions.JSON)) {
                context.printJson(json(config));
            } else {
                print(config, context, parsed.hasMatchedOption("--explain"));
            }
            return Exit.SUCCEEDED;
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(run).name("config");
        spec.usageMessage()
                .description("Shows every setting, its value, and where it came from: flags over environment over "
                        + "file over defaults.");
        ConfigOptions.addTo(spec);
        ConfigOptions.addJson(spec, "As JSON.");
        spec.addOption(OptionSpec.builder("--explain")
                .type(boolean.class)
                .description("With what each setting means.")
                .build());
        self[0] = spec;
        return spec;
    }

    private static void print(ResolvedConfig config, Context context, boolean explain) {
        Table table = explain
                ? new Table("SETTING", "VALUE", "FROM~", "ENVIRONMENT", "MEANING+")
                : new Table("SETTING", "VALUE", "FROM~");
        for (ResolvedConfig.Entry entry : config.entries()) {
            String from = entry.text() == null ? "unset" : entry.origin().toString();
            String shown = Style.safe(entry.shown());
            boolean given = entry.origin().kind() != ResolvedConfig.Origin.Kind.DEFAULT;
            String value = given ? context.style().bold(shown) : shown;
            if (explain) {
                table.row(
                        entry.key().name(),
                        value,
                        from,
                        entry.key().environmentName(),
                        entry.key().doc() + " (" + entry.key().type().range() + ")");
            } else {
                table.row(entry.key().name(), value, from);
            }
        }
        context.print(table);
    }

    private static ObjectNode json(ResolvedConfig config) {
        ObjectNode root = Json.object();
        ArrayNode settings = root.putArray("settings");
        for (ResolvedConfig.Entry entry : config.entries()) {
            ObjectNode setting = settings.addObject();
            setting.put("name", entry.key().name());
            setting.put("value", entry.text() == null ? null : entry.shown());
            setting.put(
                    "source",
                    entry.text() == null
                            ? "unset"
                            : entry.origin().kind().name().toLowerCase(java.util.Locale.ROOT));
            setting.put("source_name", entry.origin().name());
            setting.put("default", entry.key().defaultText());
            setting.put("accepts", entry.key().type().range());
            setting.put("meaning", entry.key().doc());
        }
        return root;
    }
}
