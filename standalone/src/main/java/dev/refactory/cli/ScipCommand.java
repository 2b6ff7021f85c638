package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.refactory.client.ApiClient;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.JobView;
import dev.refactory.screen.Style;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "scip", description = "Writes a repository's graph as an SCIP index, or looks into somebody else's.")
final class ScipCommand implements Callable<Integer> {
    private static final String SCIP = "application/x-scip";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Say what to do: scip export REPO, or scip import REPO FILE.");
    }

    private static String path(String id, Map<String, String> query) {
        return "/v2/repositories/" + ApiClient.encode(id) + "/scip" + ApiClient.query(query);
    }

    private static Map<String, String> query(@Nullable String ref) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("ref", ref == null ? "" : ref);
        return query;
    }

    @Command(name = "export", description = "Writes what the compiler said of a commit as an index.scip.")
    static final class Export implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, a path, or an id of `repositories`.")
        private String repository = "";

        @Option(names = "--ref", description = "A branch or tag; default: the commit indexed last.")
        private @Nullable String ref;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Where to; default: ${DEFAULT-VALUE}.")
        private String output = "index.scip";

        Export(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Path file = context.surroundings().workingDirectory().resolve(output);
            try (ApiClient client = context.client(options)) {
                String id = new KnownRepository(context, client, options.json).indexed(repository, ref);
                long bytes = take(client, path(id, query(ref)), file);
                if (options.json) {
                    context.printJson(Json.object()
                            .put("repository_id", id)
                            .put("file", file.toString())
                            .put("bytes", bytes));
                } else {
                    context.err().println("Wrote " + Style.safe(output) + " (" + JobView.bytes(bytes) + ").");
                }
                return Exit.SUCCEEDED;
            }
        }

        /// Under its name only once it is whole.
        private long take(ApiClient client, String path, Path file) {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (InputStream body = client.download(path, SCIP)) {
                long bytes = Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
                move(part, file);
                return bytes;
            } catch (IOException e) {
                throw new RefactoryException(
                        ErrorCode.REPOSITORY_UNAVAILABLE,
                        output,
                        "The index could not be written whole to " + file + " (" + e.getMessage()
                                + "): look whether there is space, and try again.",
                        e);
            } finally {
                part.toFile().delete();
            }
        }

        private static void move(Path part, Path file) throws IOException {
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Command(name = "import", description = "Lets `graph` and `symbols` look into an index.scip of any indexer.")
    static final class Import implements Callable<Integer> {
        private final Context context;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "REPO", description = "A Git URL, a path, or an id of `repositories`.")
        private String repository = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "The index.scip, made of the commit.")
        private String index = "";

        @Option(names = "--ref", description = "A branch or tag; default: the commit indexed last.")
        private @Nullable String ref;

        @Option(names = "--root", paramLabel = "DIR", description = "Where in the repository the indexer ran.")
        private String root = "";

        Import(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Path file = context.surroundings().workingDirectory().resolve(index);
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new RefactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "FILE",
                        "There is no file " + file + " to read: give an index.scip.");
            }
            try (ApiClient client = context.client(options)) {
                String id = new KnownRepository(context, client, options.json).indexed(repository, ref);
                Map<String, String> query = query(ref);
                query.put("root", root);
                JsonNode imported = client.upload(path(id, query), SCIP, file);
                if (options.json) {
                    context.printJson(imported);
                } else {
                    said(imported);
                }
                return Exit.SUCCEEDED;
            }
        }

        private void said(JsonNode imported) {
            context.out()
                    .println("Imported "
                            + JobView.grouped(imported.path("documents").asLong()) + " documents of "
                            + Style.safe(imported.path("tool").asText() + " "
                                            + imported.path("tool_version").asText())
                                    .strip()
                            + ": " + JobView.grouped(imported.path("symbols").asLong()) + " symbols, "
                            + JobView.grouped(imported.path("occurrences").asLong()) + " places, "
                            + JobView.grouped(imported.path("relations").asLong()) + " relations of commit "
                            + Style.safe(imported.path("commit").asText()) + ".");
            context.err().println("Look into it: refactory symbols REPO NAME --source scip");
        }
    }
}
