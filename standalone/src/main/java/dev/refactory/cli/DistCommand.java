package dev.refactory.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.screen.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "dist",
        description = "Packs what was built into a tar.gz that runs without a build: unpack it anywhere, then "
                + "bin/refactory. The same sources give the same bytes.")
final class DistCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--output", paramLabel = "FILE", description = "Default: below dist/ in the clone.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Machine-readable output on stdout, nothing else there.")
    private boolean json;

    DistCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Path root = Path.of(System.getProperty("refactory.home", ""));
        Path libraries = root.resolve("standalone/target/app/lib");
        if (!Files.isDirectory(libraries)) {
            throw new RefactoryException(
                    ErrorCode.NOT_AVAILABLE,
                    "dist",
                    "A distribution is packed from the sources: run ./refactory dist in a clone of them.");
        }
        String name = RootCommand.VERSION.replace(' ', '-');
        Path file = output == null
                ? root.resolve("dist").resolve(name + ".tar.gz")
                : context.surroundings().workingDirectory().resolve(output);
        String digest = new DistArchive(root, libraries, name).write(file);
        if (json) {
            ObjectNode made = Json.object();
            made.put("file", file.toString());
            made.put("bytes", Files.size(file));
            made.put("sha256", digest);
            context.printJson(made);
        } else {
            context.out().println(file + "  " + JobView.bytes(Files.size(file)) + "  sha256:" + digest);
            context.err()
                    .println(
                            "Unpack it anywhere: tar -xzf " + file.getFileName() + " && " + name + "/bin/refactory up");
        }
        return Exit.SUCCEEDED;
    }
}
