package dev.refactory.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.client.Pauses;
import dev.refactory.kit.config.ConfigKeys;
import dev.refactory.kit.config.ConfigSources;
import dev.refactory.kit.config.ResolvedConfig;
import dev.refactory.kit.json.Json;
import dev.refactory.screen.Style;
import dev.refactory.screen.Surroundings;
import dev.refactory.screen.Table;
import java.io.PrintStream;
import java.util.Map;

/// What every command has at hand.
record Context(Surroundings surroundings, Pauses pauses, RoleLauncher roles) {
    PrintStream out() {
        return surroundings.out();
    }

    PrintStream err() {
        return surroundings.err();
    }

    Style style() {
        return surroundings.outStyle();
    }

    /// A table on stdout, within the columns of the terminal.
    void print(Table table) {
        table.print(out(), style(), surroundings.outColumns());
    }

    /// A client of the server that the options, the environment or the file name.
    ApiClient client(ServerOptions options) {
        Map<String, String> flags = options.server == null ? Map.of() : Map.of(ConfigKeys.URL.name(), options.server);
        ResolvedConfig config = ResolvedConfig.resolve(
                ConfigSources.read(flags, surroundings.environment(), null, surroundings.workingDirectory()));
        return new ApiClient(
                config.get(ConfigKeys.URL), config.find(ConfigKeys.API_KEY).orElse(null));
    }

    void printJson(JsonNode node) {
        try {
            out().println(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
