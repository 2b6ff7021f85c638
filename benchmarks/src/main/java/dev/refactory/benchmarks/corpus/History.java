package dev.refactory.benchmarks.corpus;

import dev.refactory.client.Git;
import dev.refactory.kit.file.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Commits on top of a corpus, one file each: first those that change a method's body, then those that add a method
/// beside one of the same name. The same for the same corpus and counts.
///
/// @param repository bare
/// @param base the corpus itself
/// @param bodies commit ids in order, the first on the base
/// @param signatures commit ids in order, the first on the last of `bodies`
public record History(Path repository, String base, List<String> bodies, List<String> signatures) {
    private static final long SEED = 20_261_121;
    private static final int TRIES = 10_000;

    public History {
        bodies = List.copyOf(bodies);
        signatures = List.copyOf(signatures);
    }

    /// What one commit does to a file.
    @FunctionalInterface
    private interface Change {
        @Nullable
        String of(String text, int number, Random random) throws IOException;
    }

    /// @param repository where to; replaced
    /// @param each how many commits of each kind
    public static History make(Corpus corpus, Path repository, int each) throws IOException {
        FileTrees.delete(repository);
        new Git(corpus.directory())
                .must("clone", "-q", "--bare", "--local", corpus.repository().toString(), repository.toString());
        Writer writer = new Writer(corpus);
        writer.commits(repository, "bodies", "main", each, SourceEdit::body);
        writer.commits(repository, "signatures", "bodies", each, SourceEdit::signature);
        return new History(
                repository,
                new Git(repository).must("rev-parse", "main").strip(),
                list(repository, "main..bodies"),
                list(repository, "bodies..signatures"));
    }

    /// Knows what the files have become.
    private static final class Writer {
        private final Path root;
        private final List<Path> files;
        private final Map<Path, String> changed = new HashMap<>();
        private final Random random = new Random(SEED);

        Writer(Corpus corpus) throws IOException {
            root = corpus.sources();
            files = corpus.javaFiles();
        }

        void commits(Path repository, String branch, String from, int count, Change change) throws IOException {
            try (FastImport git = new FastImport(repository)) {
                int made = 0;
                for (int tries = 0; made < count && tries < TRIES; tries++) {
                    Path file = files.get(random.nextInt(files.size()));
                    String text = text(file);
                    String after = text == null ? null : change.of(text, made, random);
                    if (after != null) {
                        git.commit(branch, branch + " " + made, made == 0 ? "refs/heads/" + from + "^0" : "");
                        git.file(root.relativize(file).toString(), after.getBytes(StandardCharsets.UTF_8));
                        changed.put(file, after);
                        made++;
                    }
                }
            }
        }

        /// Null for what is not UTF-8.
        private @Nullable String text(Path file) throws IOException {
            String known = changed.get(file);
            if (known != null) {
                return known;
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return Arrays.equals(bytes, text.getBytes(StandardCharsets.UTF_8)) ? text : null;
        }
    }

    private static List<String> list(Path repository, String range) {
        return new Git(repository)
                .must("rev-list", "--reverse", range)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
