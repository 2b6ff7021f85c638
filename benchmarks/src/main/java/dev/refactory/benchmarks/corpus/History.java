package dev.refactory.benchmarks.corpus;

import dev.refactory.client.Git;
import dev.refactory.kit.file.FileTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Random random = new Random(SEED);
        List<Path> files = corpus.javaFiles();
        Map<Path, String> changed = new HashMap<>();
        try (FastImport git = new FastImport(repository)) {
            commits(corpus, git, "bodies", "refs/heads/main^0", each, files, changed, random, SourceEdit::body);
        }
        try (FastImport git = new FastImport(repository)) {
            commits(
                    corpus,
                    git,
                    "signatures",
                    "refs/heads/bodies^0",
                    each,
                    files,
                    changed,
                    random,
                    SourceEdit::signature);
        }
        return new History(
                repository,
                new Git(repository).must("rev-parse", "main").strip(),
                list(repository, "main..bodies"),
                list(repository, "bodies..signatures"));
    }

    private static void commits(
            Corpus corpus,
            FastImport git,
            String branch,
            String from,
            int count,
            List<Path> files,
            Map<Path, String> changed,
            Random random,
            Change change)
            throws IOException {
        int made = 0;
        for (int tries = 0; made < count && tries < TRIES; tries++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            String text = changed.getOrDefault(file, new String(bytes, StandardCharsets.UTF_8));
            boolean utf8 = java.util.Arrays.equals(bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            String after = utf8 ? change.of(text, made, random) : null;
            if (after != null) {
                git.commit(branch, branch + " " + made, made == 0 ? from : "");
                git.file(corpus.sources().relativize(file).toString(), after.getBytes(StandardCharsets.UTF_8));
                changed.put(file, after);
                made++;
            }
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
