package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Counted;
import dev.refactory.screen.Places;
import dev.refactory.screen.Style;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "findings", description = "Lists what a job found, as file:line:column.")
final class FindingsCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Parameters(index = "0", paramLabel = "JOB")
    private String jobId = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Format format = Format.TEXT;

    FindingsCommand(Context context) {
        this.context = context;
    }

    /// How they are written; `sarif` is what code scanners exchange.
    enum Format {
        TEXT,
        SARIF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (options.json && format == Format.SARIF) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "--format",
                    "--json and --format sarif both say how findings are written: give one of them.");
        }
        try (ApiClient client = context.client(options)) {
            if (format == Format.SARIF) {
                context.out().writeBytes(client.sarif(jobId));
                context.out().println();
                return Exit.SUCCEEDED;
            }
            JsonNode list = client.findings(jobId);
            if (options.json) {
                context.printJson(list);
                return Exit.SUCCEEDED;
            }
            List<JsonNode> findings = Places.of(ApiClient.items(list)).findings();
            findings.forEach(finding -> context.out().println(line(finding, context.style())));
            if (findings.isEmpty()) {
                context.err().println("Nothing was found.");
            } else {
                context.err().println(Counted.of(findings.size(), "place") + ".");
            }
            return Exit.SUCCEEDED;
        }
    }

    /// `file:line:column: message`, then the line of source.
    static String line(JsonNode finding, Style style) {
        String place = finding.path("file").asText() + ":"
                + finding.path("line").asInt() + ":" + finding.path("column").asInt();
        String excerpt = Style.safe(finding.path("excerpt").asText("").strip());
        return style.cyan(Style.safe(place)) + ": "
                + Style.safe(finding.path("message").asText()) + (excerpt.isEmpty() ? "" : "  " + style.dim(excerpt));
    }
}
