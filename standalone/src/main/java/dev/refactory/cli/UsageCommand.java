package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import dev.refactory.screen.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "usage",
        description =
                "Shows jobs, SAU and tokens, by day, repository and recipe; `refactory ledger` explains each SAU.")
final class UsageCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--from", paramLabel = "DAY", description = "The first day, for example 2026-11-01.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
    private String to = "";

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            split = ",",
            description = "One line for each of: ${COMPLETION-CANDIDATES}; several with commas. Default: all of them.")
    private List<By> by = List.of(By.values());

    UsageCommand(Context context) {
        this.context = context;
    }

    /// What lines are told apart by; named as the server's members are.
    enum By {
        DAY,
        REPOSITORY,
        RECIPE;

        String member() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return member();
        }
    }

    /// What is added up.
    private record Sum(long jobs, BigDecimal sau, long tokens, long deviceMillis) {
        static final Sum NONE = new Sum(0, BigDecimal.ZERO, 0, 0);

        Sum plus(JsonNode line) {
            return new Sum(
                    jobs + line.path("jobs").asLong(),
                    sau.add(line.path("sau").decimalValue()),
                    tokens + line.path("total_tokens").asLong(),
                    deviceMillis + line.path("simulated_device_ms").asLong());
        }

        Stream<String> cells() {
            return Stream.of(
                    JobView.grouped(jobs),
                    sau.stripTrailingZeros().toPlainString(),
                    JobView.grouped(tokens),
                    JobView.duration(Duration.ofMillis(deviceMillis)));
        }
    }

    @Override
    public Integer call() {
        try (ApiClient client = context.client(options)) {
            Map<String, String> asked = new LinkedHashMap<>();
            asked.put("from", from);
            asked.put("to", to);
            asked.put("by", by.stream().map(By::member).collect(Collectors.joining(",")));
            JsonNode usage = client.get("/v2/usage" + ApiClient.query(asked));
            if (options.json) {
                context.printJson(usage);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> lines = ApiClient.items(usage);
            if (lines.isEmpty()) {
                context.out().println("Nothing was used in these days.");
            } else {
                context.print(table(lines));
            }
            return Exit.SUCCEEDED;
        }
    }

    private Table table(List<JsonNode> lines) {
        Table table = new Table(Stream.concat(
                        by.stream().map(each -> each.name() + (each == By.REPOSITORY ? "~" : "")),
                        Stream.of("JOBS>", "SAU>", "TOKENS>", "SIMULATED>"))
                .toArray(String[]::new));
        Sum total = Sum.NONE;
        for (JsonNode line : lines) {
            Stream<String> key =
                    by.stream().map(each -> Style.safe(line.path(each.member()).asText()));
            table.row(cells(key, Sum.NONE.plus(line)));
            total = total.plus(line);
        }
        if (lines.size() > 1) {
            List<String> key = new ArrayList<>(by.stream().map(each -> "").toList());
            key.set(0, "total");
            table.row(cells(key.stream(), total));
        }
        return table;
    }

    private static String[] cells(Stream<String> key, Sum sum) {
        return Stream.concat(key, sum.cells()).toArray(String[]::new);
    }
}
